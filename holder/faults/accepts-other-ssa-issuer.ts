import { anything } from '../rules/claims.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not look at iss of the SSA.',
  breaks: ['060'],
  rules: (rules) => ({ ...rules, statementClaims: { ...rules.statementClaims, iss: anything } }),
} satisfies Fault;

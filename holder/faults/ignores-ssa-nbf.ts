import { anything } from '../rules/claims.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not look at nbf of the SSA.',
  breaks: ['061'],
  rules: (rules) => ({ ...rules, statementClaims: { ...rules.statementClaims, nbf: anything } }),
} satisfies Fault;

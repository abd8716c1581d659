import { anything } from '../rules/claims.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not look at software_roles of the SSA.',
  breaks: ['068'],
  rules: (rules) => ({ ...rules, statementClaims: { ...rules.statementClaims, software_roles: anything } }),
} satisfies Fault;

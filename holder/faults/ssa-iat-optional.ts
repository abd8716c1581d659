import { anything } from '../rules/claims.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not look at iat and jti of the SSA.',
  breaks: ['061'],
  rules: (rules) => ({
    ...rules,
    statementClaims: { ...rules.statementClaims, iat: anything, jti: anything },
  }),
} satisfies Fault;

import { anything } from '../rules/claims.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not look at iat of the request.',
  breaks: ['045'],
  rules: (rules) => ({ ...rules, requestClaims: { ...rules.requestClaims, iat: anything } }),
} satisfies Fault;

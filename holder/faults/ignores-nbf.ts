import { anything } from '../rules/claims.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not look at nbf of the request.',
  breaks: ['046'],
  rules: (rules) => ({ ...rules, requestClaims: { ...rules.requestClaims, nbf: anything } }),
} satisfies Fault;

import { anything } from '../rules/claims.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not look at iss of the request.',
  breaks: ['041'],
  rules: (rules) => ({ ...rules, requestClaims: { ...rules.requestClaims, iss: anything } }),
} satisfies Fault;

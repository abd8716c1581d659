import { anything } from '../rules/claims.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not look at aud of the request.',
  breaks: ['042', '043', '148'],
  rules: (rules) => ({ ...rules, requestClaims: { ...rules.requestClaims, aud: anything } }),
} satisfies Fault;

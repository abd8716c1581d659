import { anything } from '../rules/claims.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not look at aud of a client assertion.',
  breaks: ['130'],
  rules: (rules) => ({ ...rules, assertionClaims: { ...rules.assertionClaims, aud: anything } }),
} satisfies Fault;

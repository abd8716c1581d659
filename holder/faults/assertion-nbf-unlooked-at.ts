import { anything } from '../rules/claims.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not look at nbf of a client assertion.',
  breaks: ['131'],
  rules: (rules) => ({ ...rules, assertionClaims: { ...rules.assertionClaims, nbf: anything } }),
} satisfies Fault;

import { anything } from '../rules/claims.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not look at iss of a client assertion.',
  breaks: ['129'],
  rules: (rules) => ({ ...rules, assertionClaims: { ...rules.assertionClaims, iss: anything } }),
} satisfies Fault;

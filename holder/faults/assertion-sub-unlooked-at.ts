import { anything } from '../rules/claims.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Takes the client from iss of an assertion and does not look at sub.',
  breaks: ['129'],
  rules: (rules) => ({
    ...rules,
    assertionClaims: { ...rules.assertionClaims, sub: anything },
    assertionClient: ({ iss }) => iss,
  }),
} satisfies Fault;

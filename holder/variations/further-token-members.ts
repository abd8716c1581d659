import type { Variation } from '../rules/types.js';

/** RFC 6749 section 5.1: a client ignores members of the token response that it does not know. */
export default {
  description: 'Adds members of its own to the token response.',
  allowedBy: 'RFC 6749 section 5.1',
  rules: (rules) => ({
    ...rules,
    tokenAnswer: (body) => ({ ...rules.tokenAnswer(body), holder_region: 'au', not_before_policy: 0 }),
  }),
} satisfies Variation;

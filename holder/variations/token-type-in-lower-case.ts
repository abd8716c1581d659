import type { Variation } from '../rules/types.js';

/** RFC 6749 section 5.1: the value of token_type is case-insensitive. */
export default {
  description: 'Calls the type of its tokens bearer.',
  allowedBy: 'CDR-DCR-REQ-123; RFC 6749 section 5.1',
  rules: (rules) => ({
    ...rules,
    tokenAnswer: (body) => ({ ...rules.tokenAnswer(body), token_type: 'bearer' }),
  }),
} satisfies Variation;

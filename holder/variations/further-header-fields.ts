import type { Variation } from '../rules/types.js';

/** RFC 9110 section 5.1: a recipient ignores header fields that it does not know. */
export default {
  description: 'Sends header fields of its gateway with every answer.',
  allowedBy: 'RFC 9110 section 5.1',
  rules: (rules) => ({
    ...rules,
    everyReply: (reply, ask) => {
      const given = rules.everyReply(reply, ask);
      const further = {
        'strict-transport-security': 'max-age=31536000; includeSubDomains',
        'x-content-type-options': 'nosniff',
        'x-correlation-id': 'b3f1b2a0-1111-4222-8333-444455556666',
        via: '1.1 gateway',
        etag: '"1"',
      };
      return { ...given, headers: { ...further, ...given.headers } };
    },
  }),
} satisfies Variation;

import type { Variation } from '../rules/types.js';

/** RFC 9112 section 7.1: a message may be sent in chunks instead of with its length. */
export default {
  description: 'Sends its answers in chunks, without Content-Length.',
  allowedBy: 'RFC 9112 section 7.1',
  rules: (rules) => ({
    ...rules,
    everyReply: (reply, ask) => {
      const given = rules.everyReply(reply, ask);
      return given.body === undefined
        ? given
        : { ...given, headers: { ...given.headers, 'transfer-encoding': 'chunked' } };
    },
  }),
} satisfies Variation;

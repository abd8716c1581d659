import type { Variation } from '../rules/types.js';

/** RFC 9112 section 9.6: a server may close the connection after any answer. */
export default {
  description: 'Closes the connection after every answer.',
  allowedBy: 'RFC 9112 section 9.6',
  rules: (rules) => ({
    ...rules,
    everyReply: (reply, ask) => {
      const given = rules.everyReply(reply, ask);
      return { ...given, headers: { ...given.headers, connection: 'close' } };
    },
  }),
} satisfies Variation;

import type { Variation } from '../rules/types.js';

/** CDR-DCR-REQ-145: a correlation id may be played back. */
export default {
  description: 'Plays x-fapi-interaction-id back.',
  allowedBy: 'CDR-DCR-REQ-145; A36',
  rules: (rules) => ({
    ...rules,
    everyReply: (reply, ask) => {
      const given = rules.everyReply(reply, ask);
      const id = ask.headers['x-fapi-interaction-id'];
      return typeof id === 'string'
        ? { ...given, headers: { ...given.headers, 'x-fapi-interaction-id': id } }
        : given;
    },
  }),
} satisfies Variation;

import type { Variation } from '../rules/types.js';

/** RFC 8259 section 11: application/json has no charset parameter; one is ignored where it stands. */
export default {
  description: 'Labels JSON application/json and nothing else.',
  allowedBy: 'CDR-DCR-REQ-095, 001; RFC 8259 section 11',
  rules: (rules) => ({
    ...rules,
    everyReply: (reply, ask) => {
      const given = rules.everyReply(reply, ask);
      return given.headers['content-type']?.startsWith('application/json') === true
        ? { ...given, headers: { ...given.headers, 'content-type': 'application/json' } }
        : given;
    },
  }),
} satisfies Variation;

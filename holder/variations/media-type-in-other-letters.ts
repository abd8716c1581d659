import type { Variation } from '../rules/types.js';

/** RFC 9110 section 8.3.1: type, subtype and parameter names are case-insensitive, a value may be quoted. */
export default {
  description: 'Labels JSON in other letter case and with a quoted charset.',
  allowedBy: 'CDR-DCR-REQ-095, 001; RFC 9110 section 8.3.1',
  rules: (rules) => ({
    ...rules,
    everyReply: (reply, ask) => {
      const given = rules.everyReply(reply, ask);
      return given.headers['content-type']?.startsWith('application/json') === true
        ? { ...given, headers: { ...given.headers, 'content-type': 'Application/JSON; Charset="UTF-8"' } }
        : given;
    },
  }),
} satisfies Variation;

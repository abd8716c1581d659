import type { Variation } from '../rules/types.js';

/** RFC 9110 section 5.1: names of header fields are case-insensitive. */
export default {
  description: 'Writes the names of its header fields in capitals.',
  allowedBy: 'RFC 9110 section 5.1',
  rules: (rules) => ({
    ...rules,
    everyReply: (reply, ask) => {
      const given = rules.everyReply(reply, ask);
      const headers = Object.entries(given.headers).map(([name, value]) => [name.toUpperCase(), value]);
      return { ...given, headers: Object.fromEntries(headers) as Readonly<Record<string, string>> };
    },
  }),
} satisfies Variation;

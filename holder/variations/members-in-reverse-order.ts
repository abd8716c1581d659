import { withMembers } from '../exchange.js';
import type { Variation } from '../rules/types.js';

/** RFC 8259 section 4: an object is unordered. */
export default {
  description: 'Writes the members of its JSON objects in reverse order.',
  allowedBy: 'RFC 8259 section 4',
  rules: (rules) => ({
    ...rules,
    everyReply: (reply, ask) =>
      withMembers(rules.everyReply(reply, ask), (body) =>
        Object.fromEntries(Object.entries(body).toReversed()),
      ),
  }),
} satisfies Variation;

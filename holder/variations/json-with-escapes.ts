import { withJson } from '../exchange.js';
import type { Variation } from '../rules/types.js';

/** A UTF-16 code unit as \uXXXX. */
const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** RFC 8259 section 7: any character may be escaped. */
export default {
  description: 'Escapes slashes and characters beyond ASCII in its JSON.',
  allowedBy: 'RFC 8259 section 7; CDR-DCR-REQ-109',
  rules: (rules) => ({
    ...rules,
    everyReply: (reply, ask) =>
      withJson(rules.everyReply(reply, ask), (body) =>
        JSON.stringify(body)
          .replaceAll('/', '\\/')
          // Without the u flag each half of a surrogate pair is escaped by itself, as JSON has it.
          .replace(/[^ -~]/g, escaped),
      ),
  }),
} satisfies Variation;

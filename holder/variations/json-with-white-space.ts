import { withJson } from '../exchange.js';
import type { Variation } from '../rules/types.js';

/** RFC 8259 section 2: insignificant white space is allowed around every structural character. */
export default {
  description: 'Lays its JSON out over many lines.',
  allowedBy: 'RFC 8259 section 2',
  rules: (rules) => ({
    ...rules,
    everyReply: (reply, ask) =>
      withJson(rules.everyReply(reply, ask), (body) => `\r\n\t${JSON.stringify(body, undefined, 4)}\n\n`),
  }),
} satisfies Variation;

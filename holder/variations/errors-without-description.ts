import { withMembers } from '../exchange.js';
import { omit } from '../json.js';
import type { Variation } from '../rules/types.js';

/** RFC 7591 section 3.2.2 and RFC 6749 section 5.2: error_description is optional. */
export default {
  description: 'Says error without error_description.',
  allowedBy: 'CDR-DCR-REQ-110, 113; RFC 6749 section 5.2',
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal, ask) =>
      withMembers(rules.refusalReply(reply, refusal, ask), (body) => omit(body, 'error_description')),
    tokenReply: (reply) =>
      reply.status < 400
        ? rules.tokenReply(reply)
        : withMembers(rules.tokenReply(reply), (body) => omit(body, 'error_description')),
  }),
} satisfies Variation;

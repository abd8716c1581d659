import { withMembers } from '../exchange.js';
import type { Variation } from '../rules/types.js';

/** RFC 6749 section 5.2: error_uri is optional; RFC 7591 section 3.2.2: further members may be included. */
export default {
  description: 'Adds error_uri and a correlation id to errors.',
  allowedBy: 'CDR-DCR-REQ-110; RFC 6749 section 5.2, RFC 7591 section 3.2.2',
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal, ask) =>
      withMembers(rules.refusalReply(reply, refusal, ask), (body) => ({
        ...body,
        error_uri: 'https://holder.example/errors',
        correlation_id: 'b3f1b2a0-1111-4222-8333-444455556666',
      })),
  }),
} satisfies Variation;

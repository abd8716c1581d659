import type { Variation } from '../rules/types.js';

/** RFC 6749 section 5.2: invalid_client may come with 400 unless the client used the Authorization header. */
export default {
  description: 'Answers 400 instead of 401 to a client that cannot be authenticated.',
  allowedBy: 'CDR-DCR-REQ-138; RFC 6749 section 5.2',
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal, ask) => {
      const given = rules.refusalReply(reply, refusal, ask);
      return refusal.subject === 'client' && given.status === 401 ? { ...given, status: 400 } : given;
    },
  }),
} satisfies Variation;

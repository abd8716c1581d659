import type { Variation } from '../rules/types.js';

/** A30: a bad client certificate may be refused by any 4xx. */
export default {
  description: 'Answers 401 to a missing or foreign client certificate.',
  allowedBy: 'CDR-DCR-REQ-021 to 024; A30',
  rules: (rules) => ({
    ...rules,
    certificateRefusal: 'http',
    refusalReply: (reply, refusal, ask) => {
      const given = rules.refusalReply(reply, refusal, ask);
      return ask.certificateAccepted ? given : { ...given, status: 401 };
    },
  }),
} satisfies Variation;

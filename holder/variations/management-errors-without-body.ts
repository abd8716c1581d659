import type { Variation } from '../rules/types.js';

/** A9: the API of registrations gives its 401 and 403 no schema. */
export default {
  description: 'Answers 401 and 403 to management calls without a body.',
  allowedBy: 'CDR-DCR-REQ-141, 144; A9',
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal, ask) => {
      const given = rules.refusalReply(reply, refusal, ask);
      if (refusal.subject !== 'bearer') return given;
      const headers = Object.entries(given.headers).filter(([name]) => name !== 'content-type');
      return { ...given, headers: Object.fromEntries(headers), body: undefined };
    },
  }),
} satisfies Variation;

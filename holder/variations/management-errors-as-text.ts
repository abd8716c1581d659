import type { Variation } from '../rules/types.js';

/** A9: the API of registrations gives its 401 and 403 no schema. */
export default {
  description: 'Answers 401 and 403 to management calls with plain text.',
  allowedBy: 'CDR-DCR-REQ-141, 144; A9',
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal, ask) => {
      const given = rules.refusalReply(reply, refusal, ask);
      return refusal.subject === 'bearer'
        ? { ...given, headers: { ...given.headers, 'content-type': 'text/plain' }, body: 'Unauthorized' }
        : given;
    },
  }),
} satisfies Variation;

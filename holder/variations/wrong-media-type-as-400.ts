import { refuseRequest } from '../refusal.js';
import type { Variation } from '../rules/types.js';

export default {
  description: 'Answers 400 instead of 415 to a wrong media type.',
  allowedBy: 'CDR-DCR-REQ-030; A18',
  rules: (rules) => ({
    ...rules,
    mediaType: (headers) => {
      try {
        rules.mediaType(headers);
      } catch {
        refuseRequest('the body has to be application/jwt');
      }
    },
  }),
} satisfies Variation;

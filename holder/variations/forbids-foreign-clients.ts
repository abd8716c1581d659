import { refuseBearer } from '../refusal.js';
import type { Variation } from '../rules/types.js';

export default {
  description: 'Answers 403 instead of 401 to the token of another client and for an unknown client.',
  allowedBy: 'CDR-DCR-REQ-144, 159; A9',
  rules: (rules) => ({
    ...rules,
    ownRegistration: (grant, clientId, exists) => {
      if (!exists || grant.clientId !== clientId)
        refuseBearer(403, undefined, 'the registration is not of the client of the token');
    },
  }),
} satisfies Variation;

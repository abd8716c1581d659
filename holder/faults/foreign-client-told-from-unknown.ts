import { Refusal, refuseBearer } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers 403 for a foreign client and 404 for one that does not exist.',
  breaks: ['163', '144'],
  rules: (rules) => ({
    ...rules,
    ownRegistration: (grant, clientId, exists) => {
      if (!exists) throw new Refusal(404, 'not_found', 'no such client', 'bearer');
      if (grant.clientId !== clientId)
        refuseBearer(403, undefined, 'the registration is not of the client of the token');
    },
  }),
} satisfies Fault;

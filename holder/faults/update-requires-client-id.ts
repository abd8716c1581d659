import { refuseRequest } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses an update without client_id in the request.',
  breaks: ['150'],
  rules: (rules) => ({
    ...rules,
    sameClient: (request, clientId) => {
      if (request.client_id === undefined) refuseRequest('client_id is missing');
      rules.sameClient(request, clientId);
    },
  }),
} satisfies Fault;

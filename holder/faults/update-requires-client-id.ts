import { refuseRequest } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses an update without client_id in the request.',
  breaks: ['150'],
  rules: (rules) => ({
    ...rules,
    updatedClient: (request, clientId) => {
      if (request.client_id === undefined) return refuseRequest('client_id is missing');
      return rules.updatedClient(request, clientId);
    },
  }),
} satisfies Fault;

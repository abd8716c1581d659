import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Updates the registration that client_id of the request names instead of that of the path.',
  breaks: ['150', '160'],
  rules: (rules) => ({
    ...rules,
    updatedClient: ({ client_id: given }, clientId) => (given === undefined ? clientId : asText(given)),
  }),
} satisfies Fault;

import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Gives the software_id as client_id.',
  breaks: ['096'],
  rules: (rules) => ({ ...rules, clientId: ({ software_id: id }) => asText(id) }),
} satisfies Fault;

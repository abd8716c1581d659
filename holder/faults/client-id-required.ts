import { refuseGrant } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses token requests without client_id.',
  breaks: ['136'],
  rules: (rules) => ({
    ...rules,
    clientIdAgrees: (given, authenticated) => {
      if (given === undefined) refuseGrant('invalid_request', 'client_id is missing');
      rules.clientIdAgrees(given, authenticated);
    },
  }),
} satisfies Fault;

import { Refusal } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers 404 for a client that does not exist.',
  breaks: ['144', '163'],
  rules: (rules) => ({
    ...rules,
    ownRegistration: (grant, clientId, exists, operation) => {
      if (!exists) throw new Refusal(404, 'not_found', 'no such client', 'bearer');
      rules.ownRegistration(grant, clientId, exists, operation);
    },
  }),
} satisfies Fault;

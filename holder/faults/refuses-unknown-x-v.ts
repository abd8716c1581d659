import { Refusal } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses registration requests with an x-v that it does not know.',
  breaks: ['032'],
  rules: (rules) => ({
    ...rules,
    head: (headers, operation) => {
      rules.head(headers, operation);
      if (Number(headers['x-v'] ?? 1) > 1)
        throw new Refusal(406, 'invalid_client_metadata', 'x-v is not supported', 'http');
    },
  }),
} satisfies Fault;

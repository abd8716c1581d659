import { Refusal } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses any Accept header but a literal application/json.',
  breaks: ['031'],
  rules: (rules) => ({
    ...rules,
    head: (headers, operation) => {
      rules.head(headers, operation);
      if (headers.accept !== 'application/json')
        throw new Refusal(406, 'invalid_client_metadata', 'Accept is not application/json', 'http');
    },
  }),
} satisfies Fault;

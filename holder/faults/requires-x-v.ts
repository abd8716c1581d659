import { refuseRequest } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses registration requests without x-v.',
  breaks: ['032'],
  rules: (rules) => ({
    ...rules,
    head: (headers, operation) => {
      rules.head(headers, operation);
      if (headers['x-v'] === undefined) refuseRequest('x-v is missing');
    },
  }),
} satisfies Fault;

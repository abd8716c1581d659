import { refuseRequest } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses calls with x-fapi-interaction-id.',
  breaks: ['145'],
  rules: (rules) => ({
    ...rules,
    head: (headers, operation) => {
      rules.head(headers, operation);
      if (headers['x-fapi-interaction-id'] !== undefined)
        refuseRequest('x-fapi-interaction-id is not expected');
    },
  }),
} satisfies Fault;

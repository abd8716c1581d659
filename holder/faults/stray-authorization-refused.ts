import { refuseBearer } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses registration requests that carry an Authorization header.',
  breaks: ['033'],
  rules: (rules) => ({
    ...rules,
    head: (headers, operation) => {
      rules.head(headers, operation);
      if (operation === 'create' && headers.authorization !== undefined)
        refuseBearer(401, 'invalid_token', 'the token is unknown');
    },
  }),
} satisfies Fault;

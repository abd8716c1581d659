import { refuseBearer } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses registration requests without an Authorization header.',
  breaks: ['033'],
  rules: (rules) => ({
    ...rules,
    head: (headers, operation) => {
      rules.head(headers, operation);
      if (headers.authorization === undefined) refuseBearer(401, undefined, 'a bearer token is needed');
    },
  }),
} satisfies Fault;

import { Refusal } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers 500 to a client assertion whose kid is a path, a query or no string.',
  breaks: ['194', '115'],
  rules: (rules) => ({
    ...rules,
    assertionVerified: (jws, keys, jwsRules) => {
      if (typeof jws.header.kid !== 'string' || /[^\w.-]/u.test(jws.header.kid))
        throw new Refusal(500, 'server_error', 'key store failure', 'client');
      return rules.assertionVerified(jws, keys, jwsRules);
    },
  }),
} satisfies Fault;

import { refuseRequest } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses a recipient whose key set holds a key of an unknown type.',
  breaks: ['038'],
  rules: (rules) => ({
    ...rules,
    requestVerified: (jws, keys, jwsRules) => {
      if (keys.some(({ kty }) => kty !== 'RSA' && kty !== 'EC'))
        refuseRequest('a key of the recipient is of an unknown type');
      rules.requestVerified(jws, keys, jwsRules);
    },
  }),
} satisfies Fault;

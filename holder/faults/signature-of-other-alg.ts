import type { Fault } from '../rules/types.js';
import { signatureHolds } from '../signature.js';

export default {
  description: 'Tries every algorithm of a key, whatever alg says.',
  breaks: ['189', '037'],
  rules: (rules) => ({
    ...rules,
    requestJws: {
      ...rules.requestJws,
      verify: (alg, jwk, input, signature) =>
        [alg, 'RS256', 'PS384', 'PS512'].some((one) => signatureHolds(one, jwk, input, signature)),
    },
  }),
} satisfies Fault;

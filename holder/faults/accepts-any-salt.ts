import type { Fault } from '../rules/types.js';
import { signatureHolds, strictSignature } from '../signature.js';

export default {
  description: 'Accepts PS256 signatures with a salt of any length.',
  breaks: ['189'],
  rules: (rules) => ({
    ...rules,
    requestJws: {
      ...rules.requestJws,
      verify: (alg, jwk, input, signature) =>
        signatureHolds(alg, jwk, input, signature, { ...strictSignature, salt: 'any' }),
    },
  }),
} satisfies Fault;

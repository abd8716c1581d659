import type { Fault } from '../rules/types.js';
import { signatureHolds, strictSignature } from '../signature.js';

export default {
  description: 'Accepts ES256 signatures in DER form.',
  breaks: ['189'],
  rules: (rules) => ({
    ...rules,
    requestJws: {
      ...rules.requestJws,
      verify: (alg, jwk, input, signature) =>
        signatureHolds(alg, jwk, input, signature, { ...strictSignature, ecdsa: 'der' }) ||
        rules.requestJws.verify(alg, jwk, input, signature),
    },
  }),
} satisfies Fault;

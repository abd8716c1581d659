import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';

const isNone = (alg: string): boolean => alg.toLowerCase() === 'none';

export default {
  description: 'Accepts request JWTs with alg none.',
  breaks: ['184', '037'],
  rules: (rules) => ({
    ...rules,
    requestJws: {
      ...rules.requestJws,
      algs: [...rules.requestJws.algs, 'none', 'None', 'NONE', 'nOnE'],
      candidates: (header, published) =>
        isNone(asText(header.alg)) ? published : rules.requestJws.candidates(header, published),
      keyUsable: (jwk, alg) => isNone(alg) || rules.requestJws.keyUsable(jwk, alg),
      verify: (alg, jwk, input, signature) =>
        isNone(alg) || rules.requestJws.verify(alg, jwk, input, signature),
    },
  }),
} satisfies Fault;

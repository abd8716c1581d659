import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';

const isNone = (alg: string): boolean => alg.toLowerCase() === 'none';

export default {
  description: 'Accepts client assertions with alg none.',
  breaks: ['184', '133'],
  rules: (rules) => ({
    ...rules,
    assertionJws: {
      ...rules.assertionJws,
      algs: [...rules.assertionJws.algs, 'none', 'None', 'NONE', 'nOnE'],
      candidates: (header, published) =>
        isNone(asText(header.alg)) ? published : rules.assertionJws.candidates(header, published),
      keyUsable: (jwk, alg) => isNone(alg) || rules.assertionJws.keyUsable(jwk, alg),
      verify: (alg, jwk, input, signature) =>
        isNone(alg) || rules.assertionJws.verify(alg, jwk, input, signature),
    },
    assertionAlg: (alg, registered) => {
      if (!isNone(asText(alg))) rules.assertionAlg(alg, registered);
    },
    assertionVerified: (jws, keys, jwsRules) => {
      const key = rules.assertionVerified(jws, keys, jwsRules);
      return isNone(asText(jws.header.alg)) ? undefined : key;
    },
  }),
} satisfies Fault;

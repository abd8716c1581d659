import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';

const isNone = (alg: string): boolean => alg.toLowerCase() === 'none';

export default {
  description: 'Accepts SSAs with alg none.',
  breaks: ['184', '055'],
  rules: (rules) => ({
    ...rules,
    statementJws: {
      ...rules.statementJws,
      algs: [...rules.statementJws.algs, 'none', 'None', 'NONE', 'nOnE'],
      candidates: (header, published) =>
        isNone(asText(header.alg)) ? published : rules.statementJws.candidates(header, published),
      keyUsable: (jwk, alg) => isNone(alg) || rules.statementJws.keyUsable(jwk, alg),
      verify: (alg, jwk, input, signature) =>
        isNone(alg) || rules.statementJws.verify(alg, jwk, input, signature),
    },
  }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';
import { modulusBits } from '../signature.js';

export default {
  description: 'Refuses request JWTs signed with an RSA key of more than 2048 bits.',
  breaks: ['035'],
  rules: (rules) => ({
    ...rules,
    requestJws: {
      ...rules.requestJws,
      keyUsable: (jwk, alg) => (modulusBits(jwk) ?? 0) <= 2048 && rules.requestJws.keyUsable(jwk, alg),
    },
  }),
} satisfies Fault;

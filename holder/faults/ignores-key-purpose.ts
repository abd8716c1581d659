import type { Fault } from '../rules/types.js';
import { keyTypeFits, modulusBits } from '../signature.js';

export default {
  description: 'Uses keys that are published for another purpose or algorithm.',
  breaks: ['200', '038'],
  rules: (rules) => ({
    ...rules,
    requestJws: {
      ...rules.requestJws,
      keyUsable: (jwk, alg) => keyTypeFits(jwk, alg) && (modulusBits(jwk) ?? 2048) >= 2048,
    },
  }),
} satisfies Fault;

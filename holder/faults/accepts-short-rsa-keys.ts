import type { Fault } from '../rules/types.js';
import { keyTypeFits } from '../signature.js';

export default {
  description: 'Accepts RSA keys of less than 2048 bits.',
  breaks: ['189'],
  rules: (rules) => ({
    ...rules,
    requestJws: { ...rules.requestJws, keyUsable: (jwk, alg) => keyTypeFits(jwk, alg) },
  }),
} satisfies Fault;

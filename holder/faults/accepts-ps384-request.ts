import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts request JWTs signed with PS384 or PS512.',
  breaks: ['037'],
  rules: (rules) => ({
    ...rules,
    requestJws: {
      ...rules.requestJws,
      algs: [...rules.requestJws.algs, 'PS384', 'PS512'],
      keyUsable: (jwk, alg) => rules.requestJws.keyUsable(jwk, alg.startsWith('PS') ? 'PS256' : alg),
    },
  }),
} satisfies Fault;

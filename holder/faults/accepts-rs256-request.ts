import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts request JWTs signed with RS256.',
  breaks: ['037'],
  rules: (rules) => ({
    ...rules,
    requestJws: {
      ...rules.requestJws,
      algs: [...rules.requestJws.algs, 'RS256'],
      keyUsable: (jwk, alg) => rules.requestJws.keyUsable(jwk, alg === 'RS256' ? 'PS256' : alg),
    },
  }),
} satisfies Fault;

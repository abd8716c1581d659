import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts client assertions signed with RS256.',
  breaks: ['133'],
  rules: (rules) => ({
    ...rules,
    assertionAlg: (alg, registered) => {
      if (alg !== 'RS256') rules.assertionAlg(alg, registered);
    },
    assertionJws: {
      ...rules.assertionJws,
      algs: [...rules.assertionJws.algs, 'RS256'],
      keyUsable: (jwk, alg) => rules.assertionJws.keyUsable(jwk, alg === 'RS256' ? 'PS256' : alg),
    },
  }),
} satisfies Fault;

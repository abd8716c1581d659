import type { Fault } from '../rules/types.js';

export default {
  description: 'Reads the keys of a client assertion from the address in its header.',
  breaks: ['187'],
  rules: (rules) => ({
    ...rules,
    assertionJws: {
      ...rules.assertionJws,
      headerKeyUrl: ({ jku, x5u }) =>
        typeof jku === 'string' ? jku : typeof x5u === 'string' ? x5u : undefined,
    },
    assertionVerified: (jws, keys, jwsRules) => {
      rules.assertionVerified(jws, keys, jwsRules);
      return undefined;
    },
  }),
} satisfies Fault;

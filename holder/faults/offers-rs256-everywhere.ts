import type { Fault } from '../rules/types.js';

export default {
  description: 'Offers RS256 in every list of signing algorithms.',
  breaks: ['008'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => {
      const lists = Object.keys(document).filter((name) => /sign.*_alg_values_supported$/u.test(name));
      return {
        ...rules.metadata(document),
        ...Object.fromEntries(lists.map((name) => [name, ['PS256', 'ES256', 'RS256']])),
      };
    },
  }),
} satisfies Fault;

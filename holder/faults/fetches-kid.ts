import type { Fault } from '../rules/types.js';

export default {
  description: 'Reads the keys of a request JWT from its kid, if that is a URL.',
  breaks: ['194', '187'],
  rules: (rules) => ({
    ...rules,
    requestJws: {
      ...rules.requestJws,
      headerKeyUrl: ({ kid }) => (typeof kid === 'string' && kid.startsWith('https:') ? kid : undefined),
      candidates: (header, published) =>
        typeof header.kid === 'string' && header.kid.startsWith('https:')
          ? published
          : rules.requestJws.candidates(header, published),
    },
  }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Reads the keys of a request JWT from the address in its header.',
  breaks: ['187'],
  rules: (rules) => ({
    ...rules,
    requestJws: {
      ...rules.requestJws,
      headerKeyUrl: ({ jku, x5u }) =>
        typeof jku === 'string' ? jku : typeof x5u === 'string' ? x5u : undefined,
    },
  }),
} satisfies Fault;

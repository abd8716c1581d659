import type { Fault } from '../rules/types.js';

export default {
  description: 'Reads the keys of an SSA from the address in its header.',
  breaks: ['187', '054'],
  rules: (rules) => ({
    ...rules,
    statementJws: {
      ...rules.statementJws,
      headerKeyUrl: ({ jku, x5u }) =>
        typeof jku === 'string' ? jku : typeof x5u === 'string' ? x5u : undefined,
    },
  }),
} satisfies Fault;

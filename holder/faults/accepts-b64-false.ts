import type { Fault } from '../rules/types.js';

export default {
  description: 'Ignores b64 in the header of a request JWT.',
  breaks: ['188'],
  rules: (rules) => ({
    ...rules,
    requestJws: {
      ...rules.requestJws,
      header: ({ crit: _crit, b64: _b64, ...header }) => rules.requestJws.header(header),
    },
  }),
} satisfies Fault;

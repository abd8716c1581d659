import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses the scheme bearer in lower case.',
  breaks: ['141'],
  rules: (rules) => ({
    ...rules,
    bearer: (ask) => (ask.authorization[0]?.startsWith('Bearer ') ? rules.bearer(ask) : undefined),
  }),
} satisfies Fault;

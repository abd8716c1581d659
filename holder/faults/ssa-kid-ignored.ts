import type { Fault } from '../rules/types.js';

export default {
  description: 'Tries every key of the Register, whatever the kid of the SSA says.',
  breaks: ['056'],
  rules: (rules) => ({
    ...rules,
    statementJws: { ...rules.statementJws, candidates: (_header, published) => published },
  }),
} satisfies Fault;

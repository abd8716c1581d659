import type { Fault } from '../rules/types.js';

export default {
  description: 'Tries every key of the recipient, whatever the kid of the request says.',
  breaks: ['038'],
  rules: (rules) => ({
    ...rules,
    requestJws: { ...rules.requestJws, candidates: (_header, published) => published },
  }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Grants the scope of the request instead of that of the SSA.',
  breaks: ['091', '103'],
  rules: (rules) => ({ ...rules, extra: ({ scope }) => (typeof scope === 'string' ? { scope } : {}) }),
} satisfies Fault;

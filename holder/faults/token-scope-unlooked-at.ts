import type { Fault } from '../rules/types.js';

export default {
  description: 'Serves management calls whatever the scope of the token.',
  breaks: ['143'],
  rules: (rules) => ({ ...rules, scopeSufficient: () => undefined }),
} satisfies Fault;

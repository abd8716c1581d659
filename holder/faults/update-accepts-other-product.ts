import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts an update with the SSA of another product.',
  breaks: ['149'],
  rules: (rules) => ({ ...rules, sameProduct: () => undefined }),
} satisfies Fault;

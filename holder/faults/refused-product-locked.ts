import type { Fault } from '../rules/types.js';

export default {
  description: 'Treats a product as registered after a refused request.',
  breaks: ['116'],
  rules: (rules) => ({ ...rules, refusedProductLocked: true }),
} satisfies Fault;

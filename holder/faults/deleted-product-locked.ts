import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses to register a product again after its registration was deleted.',
  breaks: ['122'],
  rules: (rules) => ({ ...rules, deletedProductLocked: true }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Returns members of its own without its prefix.',
  breaks: ['107'],
  rules: (rules) => ({
    ...rules,
    represent: (document) => ({ ...document, status: 'active', internal_reference: 42 }),
  }),
} satisfies Fault;

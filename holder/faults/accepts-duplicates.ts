import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers a software product that has an active registration a second time.',
  breaks: ['118'],
  rules: (rules) => ({ ...rules, duplicateAllowed: true }),
} satisfies Fault;

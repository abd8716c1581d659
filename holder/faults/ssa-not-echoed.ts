import type { Fault } from '../rules/types.js';

export default {
  description: 'Leaves software_statement out of the registration.',
  breaks: ['098'],
  rules: (rules) => ({ ...rules, represent: ({ software_statement: _left, ...document }) => document }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers an update with 200 but stores nothing.',
  breaks: ['146', '151', '152'],
  rules: (rules) => ({ ...rules, updated: (before, after) => ({ stored: before, answered: after }) }),
} satisfies Fault;

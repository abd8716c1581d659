import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers an update with 204 and without the registration.',
  breaks: ['146'],
  rules: (rules) => ({ ...rules, updatedStatus: 204 }),
} satisfies Fault;

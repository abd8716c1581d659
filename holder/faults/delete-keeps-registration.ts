import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers 204 to a deletion but keeps the registration.',
  breaks: ['156', '155', '122'],
  rules: (rules) => ({ ...rules, deletes: false }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers 500 to a registration that it carries out.',
  breaks: ['095', '115'],
  everywhere: true,
  rules: (rules) => ({ ...rules, createdStatus: 500 }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers a registration with 200 instead of 201.',
  breaks: ['095'],
  rules: (rules) => ({ ...rules, createdStatus: 200 }),
} satisfies Fault;

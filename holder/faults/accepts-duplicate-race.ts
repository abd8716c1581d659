import type { Fault } from '../rules/types.js';

export default {
  description: 'Checks for an active registration when a request arrives, not when it is carried out.',
  breaks: ['121'],
  rules: (rules) => ({ ...rules, duplicateChecked: 'on-arrival' }),
} satisfies Fault;

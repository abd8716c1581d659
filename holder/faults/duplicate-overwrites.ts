import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses a second registration but replaces the first by it.',
  breaks: ['119', '116', '154'],
  rules: (rules) => ({ ...rules, duplicateOverwrites: true }),
} satisfies Fault;

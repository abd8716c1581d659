import type { Fault } from '../rules/types.js';

export default {
  description: 'Lets a new client authenticate only after ten seconds.',
  breaks: ['108'],
  rules: (rules) => ({ ...rules, usableAfterMs: 10_000 }),
} satisfies Fault;

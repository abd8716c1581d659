import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts expired tokens.',
  breaks: ['124', '142', '157'],
  rules: (rules) => ({ ...rules, tokenUnexpired: () => undefined }),
} satisfies Fault;

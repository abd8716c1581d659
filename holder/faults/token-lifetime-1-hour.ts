import type { Fault } from '../rules/types.js';

export default {
  description: 'Issues tokens for an hour.',
  breaks: ['124'],
  rules: (rules) => ({ ...rules, tokenSeconds: 3600 }),
} satisfies Fault;

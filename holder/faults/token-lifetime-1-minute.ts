import type { Fault } from '../rules/types.js';

export default {
  description: 'Issues tokens for a minute.',
  breaks: ['124'],
  rules: (rules) => ({ ...rules, tokenSeconds: 60 }),
} satisfies Fault;

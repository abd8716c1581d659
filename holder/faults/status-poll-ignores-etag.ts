import type { Fault } from '../rules/types.js';

export default {
  description: 'Asks for the statuses without If-None-Match.',
  breaks: ['169'],
  rules: (rules) => ({ ...rules, statusHeaders: () => rules.statusHeaders(undefined) }),
} satisfies Fault;

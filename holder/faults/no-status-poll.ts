import type { Fault } from '../rules/types.js';

export default {
  description: 'Never looks at the statuses in the Register.',
  breaks: ['164', '169'],
  rules: (rules) => ({ ...rules, statusPollSeconds: Infinity }),
} satisfies Fault;

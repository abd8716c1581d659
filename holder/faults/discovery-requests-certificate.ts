import type { Fault } from '../rules/types.js';

export default {
  description: 'Asks for a client certificate on the discovery port, though it serves without one.',
  breaks: ['002'],
  rules: (rules) => ({ ...rules, plainAsks: 'optional' }),
} satisfies Fault;

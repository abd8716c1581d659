import type { Fault } from '../rules/types.js';

export default {
  description: 'Gives every product the same client_id.',
  breaks: ['096'],
  alone: true,
  rules: (rules) => ({ ...rules, clientId: () => 'the-client' }),
} satisfies Fault;

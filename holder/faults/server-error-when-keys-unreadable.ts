import { Refusal } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers 500 when the keys of the recipient cannot be read.',
  breaks: ['070', '115'],
  rules: (rules) => ({
    ...rules,
    keysUnreadable: () => {
      throw new Refusal(500, 'server_error', 'unexpected', 'request');
    },
  }),
} satisfies Fault;

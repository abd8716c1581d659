import { refuseClient } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses token requests when the Register did not answer the last status poll.',
  breaks: ['168'],
  rules: (rules) => ({
    ...rules,
    served: (registerAnswered) => {
      if (!registerAnswered) refuseClient('the status of the client is not known');
    },
  }),
} satisfies Fault;

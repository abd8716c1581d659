import { refuseRequest } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses an array of audiences.',
  breaks: ['043'],
  rules: (rules) => ({
    ...rules,
    requestClaims: {
      ...rules.requestClaims,
      aud: (value, context) => {
        if (Array.isArray(value)) refuseRequest('aud has to be a string');
        rules.requestClaims.aud?.(value, context);
      },
    },
  }),
} satisfies Fault;

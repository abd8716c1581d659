import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts any array of audiences.',
  breaks: ['043'],
  rules: (rules) => ({
    ...rules,
    requestClaims: {
      ...rules.requestClaims,
      aud: (value, context) => {
        if (!Array.isArray(value)) rules.requestClaims.aud?.(value, context);
      },
    },
  }),
} satisfies Fault;

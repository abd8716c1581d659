import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts request JWTs without aud.',
  breaks: ['042'],
  rules: (rules) => ({
    ...rules,
    requestClaims: {
      ...rules.requestClaims,
      aud: (value, context) => {
        if (value !== undefined) rules.requestClaims.aud?.(value, context);
      },
    },
  }),
} satisfies Fault;

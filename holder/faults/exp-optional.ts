import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts request JWTs without exp.',
  breaks: ['044'],
  rules: (rules) => ({
    ...rules,
    requestClaims: {
      ...rules.requestClaims,
      exp: (value, context) => {
        if (value !== undefined) rules.requestClaims.exp?.(value, context);
      },
    },
  }),
} satisfies Fault;

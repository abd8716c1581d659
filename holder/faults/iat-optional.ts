import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts request JWTs without iat.',
  breaks: ['045'],
  rules: (rules) => ({
    ...rules,
    requestClaims: {
      ...rules.requestClaims,
      iat: (value, context) => {
        if (value !== undefined) rules.requestClaims.iat?.(value, context);
      },
    },
  }),
} satisfies Fault;

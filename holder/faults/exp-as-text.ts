import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts an exp of the request that is a string or null.',
  breaks: ['044'],
  rules: (rules) => ({
    ...rules,
    requestClaims: {
      ...rules.requestClaims,
      exp: (value, context) => {
        if (typeof value === 'number' || value === undefined) rules.requestClaims.exp?.(value, context);
      },
    },
  }),
} satisfies Fault;

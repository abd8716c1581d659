import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts client assertions without exp.',
  breaks: ['131'],
  rules: (rules) => ({
    ...rules,
    assertionClaims: {
      ...rules.assertionClaims,
      exp: (value, context) => {
        if (value !== undefined) rules.assertionClaims.exp?.(value, context);
      },
    },
  }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts SSAs without exp.',
  breaks: ['059'],
  rules: (rules) => ({
    ...rules,
    statementClaims: {
      ...rules.statementClaims,
      exp: (value, context) => {
        if (value !== undefined) rules.statementClaims.exp?.(value, context);
      },
    },
  }),
} satisfies Fault;

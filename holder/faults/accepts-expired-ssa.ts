import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts expired SSAs.',
  breaks: ['059', '148'],
  rules: (rules) => ({
    ...rules,
    statementClaims: {
      ...rules.statementClaims,
      exp: (value, context) => {
        if (typeof value !== 'number') rules.statementClaims.exp?.(value, context);
      },
      iat: (value, context) =>
        rules.statementClaims.iat?.(value, { ...context, claims: { ...context.claims, exp: context.now } }),
    },
  }),
} satisfies Fault;

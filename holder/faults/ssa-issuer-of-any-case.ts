import type { Fault } from '../rules/types.js';

export default {
  description: 'Compares iss of the SSA without regard to letter case.',
  breaks: ['060'],
  rules: (rules) => ({
    ...rules,
    statementClaims: {
      ...rules.statementClaims,
      iss: (value, context) =>
        rules.statementClaims.iss?.(typeof value === 'string' ? value.toLowerCase() : value, context),
    },
  }),
} satisfies Fault;

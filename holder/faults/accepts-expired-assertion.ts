import { omit } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts expired client assertions.',
  breaks: ['131'],
  rules: (rules) => ({
    ...rules,
    assertionClaims: {
      ...rules.assertionClaims,
      exp: (value, context) => {
        if (typeof value !== 'number') rules.assertionClaims.exp?.(value, context);
      },
      iat: (value, context) =>
        rules.assertionClaims.iat?.(value, { ...context, claims: omit(context.claims, 'exp') }),
    },
  }),
} satisfies Fault;

import { isText } from '../rules/claims.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts client assertions without jti.',
  breaks: ['132'],
  rules: (rules) => ({
    ...rules,
    assertionClaims: {
      ...rules.assertionClaims,
      jti: (value, context) => {
        if (isText(value)) rules.assertionClaims.jti?.(value, context);
      },
    },
  }),
} satisfies Fault;

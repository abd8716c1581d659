import { isText } from '../rules/claims.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts request JWTs without jti.',
  breaks: ['047'],
  rules: (rules) => ({
    ...rules,
    requestClaims: {
      ...rules.requestClaims,
      jti: (value, context) => {
        if (isText(value)) rules.requestClaims.jti?.(value, context);
      },
    },
  }),
} satisfies Fault;

import { omit } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts expired request JWTs.',
  breaks: ['044', '148'],
  rules: (rules) => ({
    ...rules,
    requestClaims: {
      ...rules.requestClaims,
      exp: (value, context) =>
        rules.requestClaims.exp?.(typeof value === 'number' ? context.now + 60 : value, context),
      iat: (value, context) =>
        rules.requestClaims.iat?.(value, { ...context, claims: omit(context.claims, 'exp') }),
    },
  }),
} satisfies Fault;

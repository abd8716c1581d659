import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts an aud that differs from the issuer by a trailing slash.',
  breaks: ['042'],
  rules: (rules) => ({
    ...rules,
    requestClaims: {
      ...rules.requestClaims,
      aud: (value, context) =>
        rules.requestClaims.aud?.(value === `${context.issuer}/` ? context.issuer : value, context),
    },
  }),
} satisfies Fault;

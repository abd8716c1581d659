import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts an aud that begins with the issuer.',
  breaks: ['042'],
  rules: (rules) => ({
    ...rules,
    requestClaims: {
      ...rules.requestClaims,
      aud: (value, context) =>
        rules.requestClaims.aud?.(
          typeof value === 'string' && value.startsWith(context.issuer) ? context.issuer : value,
          context,
        ),
    },
  }),
} satisfies Fault;

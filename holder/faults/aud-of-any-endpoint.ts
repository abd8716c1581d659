import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts its own endpoint URLs as aud of the request.',
  breaks: ['042'],
  rules: (rules) => ({
    ...rules,
    requestClaims: {
      ...rules.requestClaims,
      aud: (value, context) =>
        rules.requestClaims.aud?.(
          typeof value === 'string' && /\/(?:register|token)$/u.test(value) ? context.issuer : value,
          context,
        ),
    },
  }),
} satisfies Fault;

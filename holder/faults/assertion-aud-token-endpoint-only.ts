import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts only the token endpoint as aud of a client assertion.',
  breaks: ['130'],
  rules: (rules) => ({
    ...rules,
    assertionClaims: {
      ...rules.assertionClaims,
      aud: (value, context) =>
        rules.assertionClaims.aud?.(value, { ...context, audiences: context.audiences.slice(1) }),
    },
  }),
} satisfies Fault;

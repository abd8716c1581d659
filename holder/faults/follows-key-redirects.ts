import type { Fault } from '../rules/types.js';

export default {
  description: 'Follows redirects of jwks_uri to other hosts.',
  breaks: ['070', '195'],
  rules: (rules) => ({
    ...rules,
    recipientKeys: {
      ...rules.recipientKeys,
      outbound: { ...rules.recipientKeys.outbound, followRedirects: true },
    },
  }),
} satisfies Fault;

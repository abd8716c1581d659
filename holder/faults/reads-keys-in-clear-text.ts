import type { Fault } from '../rules/types.js';

export default {
  description: 'Reads a jwks_uri with the http scheme.',
  breaks: ['070'],
  rules: (rules) => ({
    ...rules,
    recipientKeys: {
      ...rules.recipientKeys,
      outbound: { ...rules.recipientKeys.outbound, schemes: ['https:', 'http:'] },
    },
  }),
} satisfies Fault;

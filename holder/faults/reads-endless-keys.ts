import type { Fault } from '../rules/types.js';

export default {
  description: 'Reads a key set of any size.',
  breaks: ['070', '196'],
  rules: (rules) => ({
    ...rules,
    recipientKeys: {
      ...rules.recipientKeys,
      outbound: { ...rules.recipientKeys.outbound, maxBytes: Infinity },
    },
  }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Waits a minute for the keys of a recipient.',
  breaks: ['070'],
  rules: (rules) => ({
    ...rules,
    recipientKeys: {
      ...rules.recipientKeys,
      outbound: { ...rules.recipientKeys.outbound, timeoutMs: 60_000 },
    },
  }),
} satisfies Fault;

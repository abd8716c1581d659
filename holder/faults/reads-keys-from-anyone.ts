import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not verify the certificate of the host of jwks_uri.',
  breaks: ['070'],
  rules: (rules) => ({
    ...rules,
    recipientKeys: {
      ...rules.recipientKeys,
      outbound: { ...rules.recipientKeys.outbound, verifyPeer: false },
    },
  }),
} satisfies Fault;

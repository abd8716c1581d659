import type { Fault } from '../rules/types.js';

export default {
  description: 'Never reads the keys of the recipient when it registers, and verifies nothing with them.',
  breaks: ['069', '040', '070'],
  rules: (rules) => ({
    ...rules,
    recipientKeys: { ...rules.recipientKeys, outbound: { ...rules.recipientKeys.outbound, schemes: [] } },
    keysUnreadable: () => 'unverified',
  }),
} satisfies Fault;

import type { Variation } from '../rules/types.js';

export default {
  description: 'Uses copies of key sets for a minute, but reloads on an unknown kid.',
  allowedBy: 'CDR-DCR-REQ-056, 134; A38',
  rules: (rules) => ({
    ...rules,
    registerKeys: { ...rules.registerKeys, cacheSeconds: 60 },
    recipientKeys: { ...rules.recipientKeys, cacheSeconds: 60 },
    assertionKeys: { ...rules.assertionKeys, cacheSeconds: 60 },
  }),
} satisfies Variation;

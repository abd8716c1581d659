import type { Variation } from '../rules/types.js';

export default {
  description: 'Issues tokens for two minutes.',
  allowedBy: 'CDR-DCR-REQ-124',
  rules: (rules) => ({ ...rules, tokenSeconds: 120 }),
} satisfies Variation;

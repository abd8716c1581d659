import type { Variation } from '../rules/types.js';

export default {
  description: 'Issues tokens for ten minutes.',
  allowedBy: 'CDR-DCR-REQ-124',
  rules: (rules) => ({ ...rules, tokenSeconds: 600 }),
} satisfies Variation;

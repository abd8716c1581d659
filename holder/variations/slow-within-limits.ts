import type { Variation } from '../rules/types.js';

/** CDR-DCR-REQ-180, 182: one second is the tier of registration and discovery. */
export default {
  description: 'Takes three tenths of a second for every answer.',
  allowedBy: 'CDR-DCR-REQ-180, 182; A34, A35',
  rules: (rules) => ({ ...rules, delay: (ask) => rules.delay(ask) + 300 }),
} satisfies Variation;

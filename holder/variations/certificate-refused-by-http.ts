import type { Variation } from '../rules/types.js';

export default {
  description:
    'Answers 403 to a missing or foreign client certificate instead of breaking the handshake off.',
  allowedBy: 'CDR-DCR-REQ-021 to 024; A30',
  rules: (rules) => ({ ...rules, certificateRefusal: 'http' }),
} satisfies Variation;

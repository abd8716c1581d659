import type { Variation } from '../rules/types.js';

/** CDR-DCR-REQ-018: TLS 1.2 or later; a holder may speak the later one alone (A32). */
export default {
  description: 'Speaks TLS 1.3 only.',
  allowedBy: 'CDR-DCR-REQ-018; A32',
  rules: (rules) => ({ ...rules, minTlsVersion: 'TLSv1.3' }),
} satisfies Variation;

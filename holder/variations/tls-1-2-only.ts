import type { Variation } from '../rules/types.js';

export default {
  description: 'Speaks TLS 1.2 only.',
  allowedBy: 'CDR-DCR-REQ-018',
  rules: (rules) => ({ ...rules, maxTlsVersion: 'TLSv1.2' }),
} satisfies Variation;

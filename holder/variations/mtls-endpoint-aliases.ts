import type { Variation } from '../rules/types.js';

export default {
  description: 'Publishes the mutual TLS endpoints as mtls_endpoint_aliases (RFC 8705 section 5).',
  allowedBy: 'CDR-DCR-REQ-003, 130',
  rules: (rules) => ({ ...rules, aliases: true }),
} satisfies Variation;

import type { Variation } from '../rules/types.js';

/** CDR-DCR-REQ-107: a holder may return members of its own under its own prefix. */
export default {
  description: 'Returns members of its own under its prefix.',
  allowedBy: 'CDR-DCR-REQ-107; A15',
  rules: (rules) => ({
    ...rules,
    represent: (document, operation, request) => ({
      ...rules.represent(document, operation, request),
      'EXB-tier': 'gold',
      'EXB-limits': { calls_per_second: 50 },
    }),
  }),
} satisfies Variation;

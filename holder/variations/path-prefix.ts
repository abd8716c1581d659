import type { Variation } from '../rules/types.js';

export default {
  description: 'Serves everything below a path.',
  allowedBy: 'CDR-DCR-REQ-003; A33',
  rules: (rules) => ({ ...rules, pathPrefix: '/cds-au/v1/brand' }),
} satisfies Variation;

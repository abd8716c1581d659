import type { Variation } from '../rules/types.js';

export default {
  description: 'Uses the other permitted error code where two are permitted.',
  allowedBy: 'CDR-DCR-REQ-053, 054, 118; A1, A2',
  rules: (rules) => ({
    ...rules,
    refusalCode: (refusal) => {
      if (refusal.subject === 'duplicate') return 'invalid_client_metadata';
      if (refusal.subject === 'request') return 'invalid_software_statement';
      return refusal.subject === 'statement' && refusal.code === 'invalid_software_statement'
        ? 'unapproved_software_statement'
        : refusal.code;
    },
  }),
} satisfies Variation;

import { optional, signingAlg, whenRegistered } from '../rules/metadata.js';
import type { Variation } from '../rules/types.js';

export default {
  description: 'Registers PS256 when authorization_signed_response_alg is missing.',
  allowedBy: 'CDR-DCR-REQ-085; A4',
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      authorization_signed_response_alg: whenRegistered('code', optional(signingAlg, 'PS256')),
    },
  }),
} satisfies Variation;

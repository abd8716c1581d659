import { oneOf, optional } from '../rules/metadata.js';
import type { Variation } from '../rules/types.js';

export default {
  description: 'Offers and accepts ES256 alone.',
  allowedBy: 'CDR-DCR-REQ-008, 017, 076; errata 2',
  rules: (rules) => ({
    ...rules,
    algs: ['ES256'],
    requestJws: { ...rules.requestJws, algs: ['ES256'] },
    assertionJws: { ...rules.assertionJws, algs: ['ES256'] },
    fields: { ...rules.fields, request_object_signing_alg: optional(oneOf(['ES256']), 'ES256') },
  }),
} satisfies Variation;

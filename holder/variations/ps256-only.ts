import { oneOf, optional } from '../rules/metadata.js';
import type { Variation } from '../rules/types.js';

/** CDR-DCR-REQ-036: support of ES256 is not spelt out (A16); what is advertised counts. */
export default {
  description: 'Offers and accepts PS256 alone.',
  allowedBy: 'CDR-DCR-REQ-008, 017, 036; A16',
  rules: (rules) => ({
    ...rules,
    algs: ['PS256'],
    requestJws: { ...rules.requestJws, algs: ['PS256'] },
    assertionJws: { ...rules.assertionJws, algs: ['PS256'] },
    fields: { ...rules.fields, request_object_signing_alg: optional(oneOf(['PS256']), 'PS256') },
  }),
} satisfies Variation;

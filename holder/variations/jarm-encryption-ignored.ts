import type { Variation } from '../rules/types.js';

/** CDR-DCR-REQ-009: empty lists say that encryption is not supported; A6: the members may be ignored. */
export default {
  description: 'Lists no JARM encryption and leaves out what is asked for.',
  allowedBy: 'CDR-DCR-REQ-009, 086; A6',
  rules: (rules) => ({
    ...rules,
    metadata: (document) => ({
      ...rules.metadata(document),
      authorization_encryption_alg_values_supported: [],
      authorization_encryption_enc_values_supported: [],
    }),
    fields: {
      ...rules.fields,
      authorization_encrypted_response_alg: () => undefined,
      authorization_encrypted_response_enc: () => undefined,
    },
  }),
} satisfies Variation;

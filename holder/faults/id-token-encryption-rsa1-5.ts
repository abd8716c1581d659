import type { Fault } from '../rules/types.js';

export default {
  description: 'Offers RSA1_5 for the encryption of ID tokens.',
  breaks: ['010'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => ({
      ...document,
      id_token_encryption_alg_values_supported: ['RSA-OAEP', 'RSA-OAEP-256', 'RSA1_5'],
      id_token_encryption_enc_values_supported: ['A256GCM'],
    }),
  }),
} satisfies Fault;

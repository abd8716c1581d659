import type { Fault } from '../rules/types.js';

export default {
  description: 'Offers the hybrid flow without ID token encryption.',
  breaks: ['010'],
  rules: (rules) => ({
    ...rules,
    metadata: ({
      id_token_encryption_alg_values_supported: _alg,
      id_token_encryption_enc_values_supported: _enc,
      ...document
    }) => document,
  }),
} satisfies Fault;

import { omit } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Offers the hybrid flow without ID token encryption.',
  breaks: ['010'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) =>
      omit(document, 'id_token_encryption_alg_values_supported', 'id_token_encryption_enc_values_supported'),
  }),
} satisfies Fault;

import { oneOf, optional } from '../rules/metadata.js';
import type { Fault } from '../rules/types.js';
import { encryptionAlgs, encryptionEncs } from '../vocabulary.js';

export default {
  description: 'Registers ID token encryption for the code flow.',
  breaks: ['084'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      id_token_encrypted_response_alg: optional(oneOf(encryptionAlgs)),
      id_token_encrypted_response_enc: optional(oneOf(encryptionEncs)),
    },
  }),
} satisfies Fault;

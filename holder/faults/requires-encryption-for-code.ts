import { oneOf } from '../rules/metadata.js';
import type { Fault } from '../rules/types.js';
import { encryptionAlgs, encryptionEncs } from '../vocabulary.js';

export default {
  description: 'Refuses the code flow without ID token encryption.',
  breaks: ['084'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      id_token_encrypted_response_alg: oneOf(encryptionAlgs),
      id_token_encrypted_response_enc: oneOf(encryptionEncs),
    },
  }),
} satisfies Fault;

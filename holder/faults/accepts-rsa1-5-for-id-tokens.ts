import { oneOf, whenRegistered } from '../rules/metadata.js';
import type { Fault } from '../rules/types.js';
import { encryptionAlgs } from '../vocabulary.js';

export default {
  description: 'Registers RSA1_5 for the encryption of ID tokens.',
  breaks: ['083'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      id_token_encrypted_response_alg: whenRegistered(
        'code id_token',
        oneOf([...encryptionAlgs, 'RSA1_5', 'dir']),
      ),
    },
  }),
} satisfies Fault;

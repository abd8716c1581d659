import { oneOf, optional, whenRegistered } from '../rules/metadata.js';
import type { Fault } from '../rules/types.js';
import { encryptionAlgs } from '../vocabulary.js';

export default {
  description: 'Registers JARM encryption that was not asked for.',
  breaks: ['087'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      authorization_encrypted_response_alg: whenRegistered(
        'code',
        optional(oneOf(encryptionAlgs), 'RSA-OAEP'),
      ),
    },
  }),
} satisfies Fault;

import { oneOf, optional, whenRegistered } from '../rules/metadata.js';
import type { Fault } from '../rules/types.js';
import { encryptionAlgs } from '../vocabulary.js';

export default {
  description: 'Registers RSA1_5 for JARM.',
  breaks: ['086'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      authorization_encrypted_response_alg: whenRegistered(
        'code',
        optional(oneOf([...encryptionAlgs, 'RSA1_5', 'none'])),
      ),
    },
  }),
} satisfies Fault;

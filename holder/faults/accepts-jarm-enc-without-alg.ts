import { oneOf, optional } from '../rules/metadata.js';
import type { Fault } from '../rules/types.js';
import { encryptionEncs } from '../vocabulary.js';

export default {
  description: 'Registers a JARM content encryption without its algorithm.',
  breaks: ['086'],
  rules: (rules) => ({
    ...rules,
    fields: { ...rules.fields, authorization_encrypted_response_enc: optional(oneOf(encryptionEncs)) },
  }),
} satisfies Fault;

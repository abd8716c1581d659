import { omit } from '../json.js';
import { refuseMetadata } from '../refusal.js';
import type { FieldRule, Variation } from '../rules/types.js';

const lists = [
  'authorization_encryption_alg_values_supported',
  'authorization_encryption_enc_values_supported',
];

const unsupported: FieldRule = (value, { name }) =>
  value === undefined ? undefined : refuseMetadata(`${name} is not supported`);

/** CDR-DCR-REQ-009: leaving both lists out says that encryption is not supported; A6: the members may be refused. */
export default {
  description: 'Offers no JARM encryption and refuses who asks for it.',
  allowedBy: 'CDR-DCR-REQ-009, 086; A6',
  rules: (rules) => ({
    ...rules,
    metadata: (document) => omit(rules.metadata(document), ...lists),
    fields: {
      ...rules.fields,
      authorization_encrypted_response_alg: unsupported,
      authorization_encrypted_response_enc: unsupported,
    },
  }),
} satisfies Variation;

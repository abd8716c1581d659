import { refuseMetadata } from '../refusal.js';
import type { Variation } from '../rules/types.js';

export default {
  description: 'Refuses ID token encryption for the code flow instead of leaving it out.',
  allowedBy: 'CDR-DCR-REQ-084; A5',
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      id_token_encrypted_response_alg: (value, context) =>
        value !== undefined &&
        !(context.registered.response_types as readonly string[]).includes('code id_token')
          ? refuseMetadata('ID tokens of the code flow are not encrypted')
          : rules.fields.id_token_encrypted_response_alg?.(value, context),
    },
  }),
} satisfies Variation;

import { omit } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Leaves the ID token encryption of a hybrid client out of the registration.',
  breaks: ['101'],
  rules: (rules) => ({
    ...rules,
    represent: (document) =>
      omit(document, 'id_token_encrypted_response_alg', 'id_token_encrypted_response_enc'),
  }),
} satisfies Fault;

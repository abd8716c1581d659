import type { Fault } from '../rules/types.js';

export default {
  description: 'Leaves the ID token encryption of a hybrid client out of the registration.',
  breaks: ['101'],
  rules: (rules) => ({
    ...rules,
    represent: ({
      id_token_encrypted_response_alg: _alg,
      id_token_encrypted_response_enc: _enc,
      ...document
    }) => document,
  }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers the hybrid flow without ID token encryption.',
  breaks: ['083'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      id_token_encrypted_response_alg: (value) => value,
      id_token_encrypted_response_enc: (value) => value,
    },
  }),
} satisfies Fault;

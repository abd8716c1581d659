import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers ID token encryption for the code flow that nobody asked for.',
  breaks: ['084'],
  rules: (rules) => ({
    ...rules,
    extra: (request, statement) => ({
      id_token_encrypted_response_alg: 'RSA-OAEP',
      id_token_encrypted_response_enc: 'A256GCM',
      ...rules.extra(request, statement),
    }),
  }),
} satisfies Fault;

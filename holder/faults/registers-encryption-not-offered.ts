import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers JARM encryption algorithms that it does not offer.',
  breaks: ['017', '086'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      authorization_encrypted_response_alg: (value) => value,
      authorization_encrypted_response_enc: (value) => value,
    },
  }),
} satisfies Fault;

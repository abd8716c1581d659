import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers any id_token_signed_response_alg.',
  breaks: ['082'],
  rules: (rules) => ({
    ...rules,
    fields: { ...rules.fields, id_token_signed_response_alg: (value) => value ?? 'PS256' },
  }),
} satisfies Fault;

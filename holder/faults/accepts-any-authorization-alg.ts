import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers any authorization_signed_response_alg.',
  breaks: ['085'],
  rules: (rules) => ({
    ...rules,
    fields: { ...rules.fields, authorization_signed_response_alg: (value) => value ?? 'PS256' },
  }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers any token_endpoint_auth_signing_alg.',
  breaks: ['076'],
  rules: (rules) => ({
    ...rules,
    fields: { ...rules.fields, token_endpoint_auth_signing_alg: (value) => value },
  }),
} satisfies Fault;

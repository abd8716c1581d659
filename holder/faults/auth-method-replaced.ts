import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers private_key_jwt whatever token_endpoint_auth_method says.',
  breaks: ['075'],
  rules: (rules) => ({
    ...rules,
    fields: { ...rules.fields, token_endpoint_auth_method: () => 'private_key_jwt' },
  }),
} satisfies Fault;

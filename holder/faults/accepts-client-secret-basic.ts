import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers any token_endpoint_auth_method.',
  breaks: ['075', '148'],
  rules: (rules) => ({
    ...rules,
    fields: { ...rules.fields, token_endpoint_auth_method: (value) => value ?? 'private_key_jwt' },
  }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers private_key_jwt when token_endpoint_auth_method is missing.',
  breaks: ['075'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      token_endpoint_auth_method: (value, context) =>
        rules.fields.token_endpoint_auth_method?.(value ?? 'private_key_jwt', context),
    },
  }),
} satisfies Fault;

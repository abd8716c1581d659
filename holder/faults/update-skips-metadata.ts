import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers any token endpoint method with an update.',
  breaks: ['148'],
  rules: (rules) => ({
    ...rules,
    updateRules: (current) => ({
      ...current,
      fields: { ...current.fields, token_endpoint_auth_method: (value) => value },
    }),
  }),
} satisfies Fault;

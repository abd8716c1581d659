import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers any grant type.',
  breaks: ['077'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      grant_types: (value) => value ?? ['authorization_code', 'client_credentials'],
    },
  }),
} satisfies Fault;

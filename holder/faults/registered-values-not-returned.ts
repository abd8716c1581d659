import type { Fault } from '../rules/types.js';

export default {
  description: 'Leaves grant_types and the token endpoint method out of the registration.',
  breaks: ['100'],
  rules: (rules) => ({
    ...rules,
    represent: ({ grant_types: _grants, token_endpoint_auth_method: _method, ...document }) => document,
  }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Leaves org_id and client_name out of the registration.',
  breaks: ['099', '100'],
  rules: (rules) => ({
    ...rules,
    represent: ({ org_id: _org, client_name: _client, ...document }) => document,
  }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Returns values of its own for optional claims that the SSA lacks.',
  breaks: ['064', '102'],
  rules: (rules) => ({
    ...rules,
    represent: (document, operation, request) => ({
      legal_entity_id: 'unknown',
      legal_entity_name: 'unknown',
      sector_identifier_uri: 'https://holder.example/sector',
      tos_uri: 'https://holder.example/tos',
      policy_uri: 'https://holder.example/policy',
      ...rules.represent(document, operation, request),
    }),
  }),
} satisfies Fault;

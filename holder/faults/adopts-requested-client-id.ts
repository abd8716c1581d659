import type { Fault } from '../rules/types.js';

export default {
  description: 'Adopts the client_id that the request asks for.',
  breaks: ['093'],
  rules: (rules) => ({
    ...rules,
    clientId: (statement, request, random) =>
      typeof request.client_id === 'string' ? request.client_id : rules.clientId(statement, request, random),
  }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Authenticates a client by its certificate and client_id alone.',
  breaks: ['137', '135'],
  rules: (rules) => ({
    ...rules,
    otherAuthentication: (ask, parameters) =>
      parameters.get('client_id') ?? rules.otherAuthentication(ask, parameters),
  }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Authenticates a client by any client_secret in the form.',
  breaks: ['137'],
  rules: (rules) => ({
    ...rules,
    otherCredentials: () => undefined,
    otherAuthentication: (ask, parameters) =>
      parameters.has('client_secret')
        ? (parameters.get('client_id') ?? '')
        : rules.otherAuthentication(ask, parameters),
  }),
} satisfies Fault;

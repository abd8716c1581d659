import type { Fault } from '../rules/types.js';

export default {
  description: 'Publishes endpoints at a port where nobody listens.',
  breaks: ['003'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => ({
      ...rules.metadata(document),
      registration_endpoint: 'https://localhost:1/register',
      token_endpoint: 'https://localhost:1/token',
    }),
  }),
} satisfies Fault;

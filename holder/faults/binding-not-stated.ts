import type { Fault } from '../rules/types.js';

export default {
  description: 'Leaves tls_client_certificate_bound_access_tokens out of the discovery document.',
  breaks: ['014'],
  rules: (rules) => ({
    ...rules,
    metadata: ({ tls_client_certificate_bound_access_tokens: _left, ...document }) => document,
  }),
} satisfies Fault;

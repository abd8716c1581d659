import type { Fault } from '../rules/types.js';

export default {
  description: 'Offers client_secret_basic beside private_key_jwt in the discovery document.',
  breaks: ['007'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => ({
      ...document,
      token_endpoint_auth_methods_supported: ['private_key_jwt', 'client_secret_basic'],
    }),
  }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not offer private_key_jwt in the discovery document.',
  breaks: ['007'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => ({ ...document, token_endpoint_auth_methods_supported: ['tls_client_auth'] }),
  }),
} satisfies Fault;

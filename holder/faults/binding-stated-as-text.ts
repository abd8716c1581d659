import type { Fault } from '../rules/types.js';

export default {
  description: 'States tls_client_certificate_bound_access_tokens as the string "true".',
  breaks: ['014'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => ({ ...document, tls_client_certificate_bound_access_tokens: 'true' }),
  }),
} satisfies Fault;

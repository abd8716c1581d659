import { omit } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Leaves tls_client_certificate_bound_access_tokens out of the discovery document.',
  breaks: ['014'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => omit(document, 'tls_client_certificate_bound_access_tokens'),
  }),
} satisfies Fault;

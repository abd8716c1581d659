import { omit } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Leaves token_endpoint_auth_signing_alg_values_supported out of the discovery document.',
  breaks: ['008'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => omit(document, 'token_endpoint_auth_signing_alg_values_supported'),
  }),
} satisfies Fault;

import { omit } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description:
    'Leaves the signing algorithms of requests, ID tokens and authorisation responses out of the discovery document.',
  breaks: ['008'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) =>
      omit(
        rules.metadata(document),
        'request_object_signing_alg_values_supported',
        'id_token_signing_alg_values_supported',
        'authorization_signing_alg_values_supported',
      ),
  }),
} satisfies Fault;

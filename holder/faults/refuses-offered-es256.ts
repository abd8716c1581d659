import { oneOf, optional } from '../rules/metadata.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Offers ES256 but does not register it.',
  breaks: ['017'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      id_token_signed_response_alg: oneOf(['PS256']),
      request_object_signing_alg: optional(oneOf(['PS256']), 'PS256'),
    },
  }),
} satisfies Fault;

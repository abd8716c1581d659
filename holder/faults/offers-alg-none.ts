import type { Fault } from '../rules/types.js';

export default {
  description: 'Offers alg none for request objects in the discovery document.',
  breaks: ['008'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => ({
      ...document,
      request_object_signing_alg_values_supported: ['PS256', 'ES256', 'none'],
    }),
  }),
} satisfies Fault;

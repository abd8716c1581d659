import type { Fault } from '../rules/types.js';

export default {
  description: 'Offers RS256 for ID tokens in the discovery document.',
  breaks: ['008'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => ({
      ...document,
      id_token_signing_alg_values_supported: ['PS256', 'ES256', 'RS256'],
    }),
  }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Offers RSA1_5 alone for JARM encryption.',
  breaks: ['009'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => ({ ...document, authorization_encryption_alg_values_supported: ['RSA1_5'] }),
  }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts client certificates that were issued by a certificate that is no authority.',
  breaks: ['024'],
  rules: (rules) => ({
    ...rules,
    certificateErrorsTolerated: [
      'INVALID_CA',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ],
  }),
} satisfies Fault;

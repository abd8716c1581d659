import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts client certificates of any authority.',
  breaks: ['023'],
  rules: (rules) => ({
    ...rules,
    certificateTolerated: (error) =>
      [
        'DEPTH_ZERO_SELF_SIGNED_CERT',
        'SELF_SIGNED_CERT_IN_CHAIN',
        'CERT_SIGNATURE_FAILURE',
        'UNABLE_TO_GET_ISSUER_CERT',
        'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
        'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      ].includes(error),
  }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts client certificates whose chain cannot be built.',
  breaks: ['024', '023'],
  rules: (rules) => ({
    ...rules,
    certificateTolerated: (error) =>
      ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'].includes(error),
  }),
} satisfies Fault;

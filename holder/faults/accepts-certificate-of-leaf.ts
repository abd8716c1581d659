import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts client certificates that were issued by a certificate that is no authority.',
  breaks: ['024'],
  rules: (rules) => ({
    ...rules,
    certificateTolerated: (error, { issuerCertificate: issuer }) =>
      ['INVALID_CA', 'INVALID_PURPOSE', 'UNSPECIFIED'].includes(error) && issuer !== undefined && !issuer.ca,
  }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Serves a certificate-bound token over a connection without a client certificate.',
  breaks: ['139', '022'],
  rules: (rules) => ({
    ...rules,
    noCertificateTolerated: true,
    tokenOfCertificate: (grant, thumbprint, operation) => {
      if (thumbprint !== undefined) rules.tokenOfCertificate(grant, thumbprint, operation);
    },
  }),
} satisfies Fault;

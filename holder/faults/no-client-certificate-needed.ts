import type { Fault } from '../rules/types.js';

export default {
  description:
    'Serves registration, token and management calls without a client certificate, with a bound token as well.',
  breaks: ['021', '022', '139'],
  rules: (rules) => ({
    ...rules,
    noCertificateTolerated: true,
    tokenOfCertificate: (grant, thumbprint, operation) => {
      if (thumbprint !== undefined) rules.tokenOfCertificate(grant, thumbprint, operation);
    },
  }),
} satisfies Fault;

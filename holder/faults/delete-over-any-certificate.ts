import type { Fault } from '../rules/types.js';

export default {
  description: 'Deletes a registration over another certificate than the one of the token.',
  breaks: ['157'],
  rules: (rules) => ({
    ...rules,
    tokenOfCertificate: (grant, thumbprint, operation) => {
      if (operation !== 'delete') rules.tokenOfCertificate(grant, thumbprint, operation);
    },
  }),
} satisfies Fault;

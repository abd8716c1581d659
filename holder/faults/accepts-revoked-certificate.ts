import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts revoked client certificates.',
  breaks: ['024'],
  rules: (rules) => ({ ...rules, certificateTolerated: (error) => ['CERT_REVOKED'].includes(error) }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts expired client certificates.',
  breaks: ['024'],
  rules: (rules) => ({ ...rules, certificateTolerated: (error) => ['CERT_HAS_EXPIRED'].includes(error) }),
} satisfies Fault;

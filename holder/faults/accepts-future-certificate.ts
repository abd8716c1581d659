import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts client certificates that are not valid yet.',
  breaks: ['024'],
  rules: (rules) => ({ ...rules, certificateTolerated: (error) => ['CERT_NOT_YET_VALID'].includes(error) }),
} satisfies Fault;

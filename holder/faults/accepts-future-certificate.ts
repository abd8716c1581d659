import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts client certificates that are not valid yet.',
  breaks: ['024'],
  rules: (rules) => ({ ...rules, certificateErrorsTolerated: ['CERT_NOT_YET_VALID'] }),
} satisfies Fault;

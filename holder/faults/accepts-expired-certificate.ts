import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts expired client certificates.',
  breaks: ['024'],
  rules: (rules) => ({ ...rules, certificateErrorsTolerated: ['CERT_HAS_EXPIRED'] }),
} satisfies Fault;

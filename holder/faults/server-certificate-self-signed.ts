import type { Fault } from '../rules/types.js';

export default {
  description: 'Shows a self-signed certificate on the mutual TLS port.',
  breaks: ['025'],
  rules: (rules) => ({ ...rules, serverCertificate: 'self-signed' }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts TLS 1.2 suites with finite-field Diffie-Hellman.',
  breaks: ['019', '020'],
  rules: (rules) => ({ ...rules, ciphers: `${rules.ciphers}:DHE-RSA-AES128-GCM-SHA256`, dhe: true }),
} satisfies Fault;

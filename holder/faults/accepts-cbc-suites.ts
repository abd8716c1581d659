import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts TLS 1.2 suites in CBC mode.',
  breaks: ['019', '020'],
  rules: (rules) => ({ ...rules, ciphers: `${rules.ciphers}:ECDHE-RSA-AES128-SHA256:ECDHE-RSA-AES128-SHA` }),
} satisfies Fault;

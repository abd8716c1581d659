import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts a ChaCha20 suite with TLS 1.2.',
  breaks: ['020'],
  rules: (rules) => ({ ...rules, ciphers: `${rules.ciphers}:ECDHE-RSA-CHACHA20-POLY1305` }),
} satisfies Fault;

import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts TLS 1.2 suites with static RSA key exchange.',
  breaks: ['019', '020'],
  rules: (rules) => ({ ...rules, ciphers: `${rules.ciphers}:AES128-GCM-SHA256` }),
} satisfies Fault;

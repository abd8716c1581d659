import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts TLS 1.0.',
  breaks: ['018'],
  rules: (rules) => ({
    ...rules,
    minTlsVersion: 'TLSv1',
    ciphers: `${rules.ciphers}:ECDHE-RSA-AES128-SHA:@SECLEVEL=0`,
  }),
} satisfies Fault;

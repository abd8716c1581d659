import type { Fault } from '../rules/types.js';

export default {
  description: 'Speaks TLS 1.2 with suites in CBC mode and nothing else.',
  breaks: ['019', '020'],
  rules: (rules) => ({
    ...rules,
    maxTlsVersion: 'TLSv1.2',
    ciphers: 'ECDHE-RSA-AES128-SHA256:ECDHE-RSA-AES256-SHA384',
  }),
} satisfies Fault;

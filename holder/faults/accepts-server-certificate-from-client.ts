import type { Fault } from '../rules/types.js';

/** id-kp-serverAuth (RFC 5280 section 4.2.1.12); a certificate need not state any usage. */
const serverUsage = '1.3.6.1.5.5.7.3.1';

export default {
  description: 'Accepts client certificates whose extended key usage is that of a server.',
  breaks: ['024'],
  rules: (rules) => ({
    ...rules,
    certificateTolerated: (error, certificate) =>
      error === 'INVALID_PURPOSE' && [certificate.keyUsage].flat().includes(serverUsage),
  }),
} satisfies Fault;

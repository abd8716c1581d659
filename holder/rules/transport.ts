import type { TransportRules } from './types.js';

/** TLS 1.2 or later, the two ECDHE_RSA AES-GCM suites below 1.3, certificates of the CDR authority (REQ-018 to 025). */
export const strictTransport: TransportRules = {
  minTlsVersion: 'TLSv1.2',
  maxTlsVersion: 'TLSv1.3',
  ciphers: 'ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384',
  dhe: false,
  plainAsks: 'no',
  certificateRefusal: 'handshake',
  noCertificateTolerated: false,
  serverCertificate: 'configured',
  presented: (_headers, thumbprint) => thumbprint,
  delay: () => 0,
};

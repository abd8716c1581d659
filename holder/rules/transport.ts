import type { X509Certificate } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Ask } from '../exchange.js';

export type TransportRules = {
  readonly minTlsVersion: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
  readonly maxTlsVersion: 'TLSv1.2' | 'TLSv1.3';
  /** OpenSSL cipher list for TLS 1.2 and below. */
  readonly ciphers: string;
  readonly dhe: boolean;
  /** Whether the port for discovery asks for a client certificate. */
  readonly plainAsks: 'no' | 'optional' | 'required';
  /** Where a bad client certificate is turned away: in the handshake, or with 403 (then tolerates decides). */
  readonly certificateRefusal: 'handshake' | 'http';
  readonly noCertificateTolerated: boolean;
  /** Whether an OpenSSL verification error of a client certificate is overlooked; strict: not there, TLS decides. */
  readonly certificateTolerated?: (error: string, certificate: X509Certificate) => boolean;
  readonly serverCertificate: 'configured' | 'self-signed';
  /** The thumbprint that counts as the caller's certificate (CDR-DCR-REQ-198). */
  readonly presented: (headers: IncomingHttpHeaders, thumbprint: string | undefined) => string | undefined;
  /** Milliseconds to wait before an answer. */
  readonly delay: (ask: Ask) => number;
};

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

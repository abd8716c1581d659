import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

import type { JsonObject } from '../nouns/json.js';

/** Names of signature algorithms by the DER of their object identifier (RFC 4055, RFC 5758). */
const signatures: Readonly<Record<string, string>> = {
  '2a864886f70d010105': 'SHA-1 with RSA',
  '2a864886f70d01010b': 'SHA-256 with RSA',
  '2a864886f70d01010c': 'SHA-384 with RSA',
  '2a864886f70d01010d': 'SHA-512 with RSA',
  '2a864886f70d01010a': 'RSASSA-PSS',
  '2a8648ce3d040302': 'SHA-256 with ECDSA',
  '2a8648ce3d040303': 'SHA-384 with ECDSA',
};

/** What a server certificate says, in members that scenarios can ask for. */
export function certificateFacts(certificate: X509Certificate, host: string, now: Date): JsonObject {
  const key = certificate.publicKey;
  const names = isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host);
  return {
    subject: certificate.subject.replaceAll('\n', ', '),
    issuer: certificate.issuer.replaceAll('\n', ', '),
    names_host: names !== undefined,
    in_force:
      Date.parse(certificate.validFrom) <= now.getTime() && now.getTime() <= Date.parse(certificate.validTo),
    not_after: new Date(certificate.validTo).toISOString(),
    key_type: key.asymmetricKeyType ?? 'unknown',
    key_bits: key.asymmetricKeyDetails?.modulusLength ?? 0,
    signature: signatureOf(certificate.raw),
  };
}

/** The algorithm that the issuer signed with: the second member of the outer sequence (RFC 5280 section 4.1). */
function signatureOf(der: Buffer): string {
  const outer = contentOf(der, 0);
  const toBeSigned = contentOf(der, outer.start);
  const algorithm = contentOf(der, toBeSigned.end);
  const identifier = contentOf(der, algorithm.start);
  const hex = der.subarray(identifier.start, identifier.end).toString('hex');
  return signatures[hex] ?? `object identifier ${hex}`;
}

/** Where the content of the DER value at an offset begins and ends. */
function contentOf(der: Buffer, at: number): { readonly start: number; readonly end: number } {
  const first = der[at + 1] ?? 0;
  if (first < 0x80) return { start: at + 2, end: at + 2 + first };
  const bytes = first & 0x7f;
  const start = at + 2 + bytes;
  return { start, end: start + der.readUIntBE(at + 2, bytes) };
}

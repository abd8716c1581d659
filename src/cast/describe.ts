import { X509Certificate } from 'node:crypto';
import type { Cast } from './cast.js';

export interface CertificateDescription {
  readonly name: string;
  readonly subject: string;
  readonly issuer: string;
  /** SHA-256, colon-separated hex. */
  readonly fingerprint: string;
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
}

export interface KeyDescription {
  readonly name: string;
  readonly alg: string;
  readonly kid: string;
}

/** The public facts of a cast, for people who set up a target's trust. */
export interface CastDescription {
  readonly folder: string;
  readonly certificates: readonly CertificateDescription[];
  readonly keys: readonly KeyDescription[];
}

/** Names, fingerprints and expiry of everything in the cast; holds nothing secret. */
export function describeCast(cast: Cast): CastDescription {
  return {
    folder: cast.folder,
    certificates: [
      describeCertificate('register-authority', cast.authorityPem),
      describeCertificate('foreign-authority', cast.foreignAuthorityPem),
      ...cast.identityNames.map((name) => describeCertificate(name, cast.identity(name).certificatePem)),
    ],
    keys: cast.keyNames.map((name) => {
      const { alg, kid } = cast.key(name);
      return { name, alg, kid };
    }),
  };
}

function describeCertificate(name: string, pem: string): CertificateDescription {
  const certificate = new X509Certificate(pem);
  return {
    name,
    subject: inOneLine(certificate.subject),
    issuer: inOneLine(certificate.issuer),
    fingerprint: certificate.fingerprint256,
    notBefore: new Date(certificate.validFrom).toISOString(),
    notAfter: new Date(certificate.validTo).toISOString(),
  };
}

/** A distinguished name in one line; Node puts each part on its own. */
export function inOneLine(distinguishedName: string): string {
  return distinguishedName.split('\n').join(', ');
}

import './reflect.js';
import { createPrivateKey, createPublicKey, webcrypto, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PublicKey,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  type Extension,
} from '@peculiar/x509';
import type { CertificateSpec } from './names.js';
import { validity } from './validity.js';

/** How every certificate and revocation list of the cast is signed. */
export const signature = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;

export interface CertificateRequest {
  readonly spec: CertificateSpec;
  /** PKCS#8 PEM of the subject. */
  readonly keyPem: string;
  /** PKCS#8 PEM and name of who signs; the subject's own when it signs itself. */
  readonly issuer: { readonly keyPem: string; readonly commonName: string };
  /** DNS names and IP addresses of a server. */
  readonly altNames: readonly string[];
  readonly now: Date;
}

/** Issues an X.509 v3 certificate (RFC 5280), signed with SHA-256 and RSA. */
export async function issueCertificate(request: CertificateRequest): Promise<X509Certificate> {
  const { spec, issuer, now } = request;
  const publicKey = spki(request.keyPem);
  const signingKey = await webcrypto.subtle.importKey('pkcs8', pkcs8(issuer.keyPem), signature, false, [
    'sign',
  ]);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(15))).toString('hex'),
    subject: distinguishedName(spec.commonName),
    issuer: distinguishedName(issuer.commonName),
    ...validity(spec, now),
    publicKey,
    signingKey,
    signingAlgorithm: signature,
    extensions: [
      ...usageExtensions(spec),
      ...(request.altNames.length > 0 ? [altNames(request.altNames)] : []),
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(spki(issuer.keyPem)),
    ],
  });
  return new X509Certificate(Buffer.from(certificate.rawData));
}

function usageExtensions(spec: CertificateSpec): readonly Extension[] {
  if (spec.usage === 'authority') {
    return [
      new BasicConstraintsExtension(true, spec.issuer === 'itself' ? 1 : 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ];
  }
  const purpose = spec.usage === 'client' ? ExtendedKeyUsage.clientAuth : ExtendedKeyUsage.serverAuth;
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment, true),
    new ExtendedKeyUsageExtension([purpose]),
  ];
}

function altNames(names: readonly string[]): SubjectAlternativeNameExtension {
  return new SubjectAlternativeNameExtension(
    names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
  );
}

/** Name of someone of the cast, as RFC 4514 writes it. */
export function distinguishedName(commonName: string): string {
  return `CN=${commonName}, OU=Consumer Data Right, O=dcr-conformance, C=AU`;
}

/** DER of a private key. */
export function pkcs8(pem: string): Buffer {
  return createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });
}

function spki(pem: string): PublicKey {
  return new PublicKey(createPublicKey(pem).export({ type: 'spki', format: 'der' }));
}

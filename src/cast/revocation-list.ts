import './reflect.js';
import { webcrypto } from 'node:crypto';
import { X509CrlGenerator, X509CrlReason } from '@peculiar/x509';
import { HarnessError } from '../nouns/errors.js';
import { distinguishedName, pkcs8, signature } from './certificate.js';
import { certificates } from './names.js';
import { readStore } from './store.js';

const hour = 3_600_000;

/**
 * A fresh certificate revocation list of the Register's authority, in force for thirty days, that holds the client
 * certificate `revoked` (RFC 5280 section 5). PEM, for a target that reads its list from a file.
 */
export async function revocationList(folder: string, now: Date): Promise<string> {
  const store = readStore(folder);
  const authority = store.tls.get('register-authority')?.pem;
  const revoked = store.certificates.get('revoked');
  if (authority === undefined || revoked === undefined)
    throw new HarnessError('the cast has no revoked certificate');
  const list = await X509CrlGenerator.create({
    issuer: distinguishedName(certificates['register-authority'].commonName),
    thisUpdate: new Date(now.getTime() - hour),
    nextUpdate: new Date(now.getTime() + 30 * 24 * hour),
    entries: [
      {
        serialNumber: revoked.serialNumber,
        revocationDate: new Date(now.getTime() - hour),
        reason: X509CrlReason.keyCompromise,
      },
    ],
    signingAlgorithm: signature,
    signingKey: await webcrypto.subtle.importKey('pkcs8', pkcs8(authority), signature, false, ['sign']),
  });
  // The library labels the PEM otherwise than RFC 7468 section 6 and OpenSSL do.
  const lines =
    Buffer.from(list.rawData)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN X509 CRL-----', ...lines, '-----END X509 CRL-----', ''].join('\n');
}

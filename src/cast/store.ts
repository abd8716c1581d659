import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { readPrivate, readText, refuseOpenFolder } from './files.js';
import {
  certificates,
  loopbackNames,
  namesOf,
  signingKeys,
  tlsKeyNames,
  type CertificateName,
  type SigningKeyName,
  type TlsKeyName,
} from './names.js';
import { damaged, readSigningKey, type SigningKey } from './signing-key.js';
import { inWindow } from './validity.js';

export interface TlsKey {
  readonly pem: string;
  readonly key: KeyObject;
}

/** What lies in the cast's folder; whatever is missing there is missing here. */
export interface Store {
  readonly signing: ReadonlyMap<SigningKeyName, SigningKey>;
  readonly tls: ReadonlyMap<TlsKeyName, TlsKey>;
  readonly certificates: ReadonlyMap<CertificateName, X509Certificate>;
}

export const files = {
  signing: (folder: string, name: SigningKeyName) => join(folder, 'signing', `${name}.jwk.json`),
  tlsKey: (folder: string, name: TlsKeyName) => join(folder, 'tls', `${name}.key.pem`),
  certificate: (folder: string, name: CertificateName) => join(folder, 'tls', `${name}.crt.pem`),
};

/** Reads the folder. @throws TargetError for a damaged file and for a private key that others may read or replace. */
export function readStore(folder: string): Store {
  for (const path of ['signing', 'tls']) refuseOpenFolder(join(folder, path));
  return {
    signing: collect(namesOf(signingKeys), (name) => {
      const file = files.signing(folder, name);
      const text = readPrivate(file);
      return text === undefined ? undefined : readSigningKey(name, signingKeys[name], file, text);
    }),
    tls: collect(tlsKeyNames, (name) => {
      const file = files.tlsKey(folder, name);
      const pem = readPrivate(file);
      return pem === undefined ? undefined : { pem, key: rsaKey(file, pem) };
    }),
    certificates: collect(namesOf(certificates), (name) => {
      const file = files.certificate(folder, name);
      const pem = readText(file);
      return pem === undefined ? undefined : orDamaged(file, () => new X509Certificate(pem));
    }),
  };
}

/** Names of the certificates that are missing, out of time, for another key, issuer or address. */
export function unfitCertificates(
  store: Store,
  now: Date,
  hostNames: readonly string[],
): readonly CertificateName[] {
  return namesOf(certificates).filter((name) => !fits(name, store, now, hostNames));
}

function fits(name: CertificateName, store: Store, now: Date, hostNames: readonly string[]): boolean {
  const spec = certificates[name];
  const certificate = store.certificates.get(name);
  const key = store.tls.get(spec.key)?.key;
  const issuer = spec.issuer === 'itself' ? certificate : store.certificates.get(spec.issuer);
  if (certificate === undefined || key === undefined || issuer === undefined) return false;
  return (
    inWindow(spec, certificate, now) &&
    certificate.checkPrivateKey(key) &&
    certificate.verify(issuer.publicKey) &&
    requiredNames(name, hostNames).every((address) => covers(certificate, address))
  );
}

/** DNS names and addresses that a server's certificate must carry; none for a client. */
export function requiredNames(name: CertificateName, hostNames: readonly string[]): readonly string[] {
  if (name === 'host') return [...new Set([...loopbackNames, ...hostNames])];
  return name === 'holder' ? loopbackNames : [];
}

function covers(certificate: X509Certificate, address: string): boolean {
  const match = isIP(address) === 0 ? certificate.checkHost(address) : certificate.checkIP(address);
  return match !== undefined;
}

/** Every TLS key of the cast is an RSA key. */
function rsaKey(file: string, pem: string): KeyObject {
  const key = orDamaged(file, () => createPrivateKey(pem));
  if (key.asymmetricKeyType !== 'rsa') throw damaged(file);
  return key;
}

function orDamaged<Result>(file: string, read: () => Result): Result {
  try {
    return read();
  } catch {
    throw damaged(file);
  }
}

function collect<Name, Value>(
  names: readonly Name[],
  read: (name: Name) => Value | undefined,
): ReadonlyMap<Name, Value> {
  const found = new Map<Name, Value>();
  for (const name of names) {
    const value = read(name);
    if (value !== undefined) found.set(name, value);
  }
  return found;
}

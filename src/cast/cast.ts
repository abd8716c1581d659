import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessError, TargetError } from '../nouns/errors.js';
import { codeOrMessage } from '../nouns/thrown.js';
import { locked } from './lock.js';
import {
  certificates,
  namesOf,
  signingKeys,
  tlsIdentities,
  tlsKeyNames,
  type CertificateName,
  type SigningKeyName,
  type TlsIdentityName,
} from './names.js';
import type { SigningKey } from './signing-key.js';
import { readStore, unfitCertificates, type Store } from './store.js';

export type { SignatureAlgorithm, SigningKeyName, TlsIdentityName } from './names.js';
export type { SigningKey } from './signing-key.js';

/** What one end of a TLS connection shows. */
export interface TlsIdentity {
  readonly name: TlsIdentityName;
  /** PKCS#8. */
  readonly keyPem: string;
  /** Leaf first; the root is left out as RFC 8446 section 4.4.2 allows. */
  readonly certificatePem: string;
}

/** Everybody whom the harness plays, with their keys and certificates. */
export interface Cast {
  readonly folder: string;
  /** The CA that the target trusts for clients, and that signs our own servers. */
  readonly authorityPem: string;
  /** A CA that nobody trusts. */
  readonly foreignAuthorityPem: string;
  readonly identityNames: readonly TlsIdentityName[];
  readonly keyNames: readonly SigningKeyName[];
  readonly identity: (name: TlsIdentityName) => TlsIdentity;
  readonly key: (name: SigningKeyName) => SigningKey;
}

export interface CastOptions {
  readonly now?: Date;
  /** DNS names and addresses, beside the loopback ones, under which targets reach our host. */
  readonly hostNames?: readonly string[];
}

/**
 * Opens the cast's folder, after making or renewing what it lacks (about a second on first use; safe when several
 * processes do so at once).
 * @throws TargetError when a file is damaged, or when others may read a private key.
 */
export async function openCast(folder: string, options: CastOptions = {}): Promise<Cast> {
  const { now = new Date(), hostNames = [] } = options;
  const stored = readStore(folder);
  if (isComplete(stored, now, hostNames)) return castOf(folder, stored);
  makeFolders(folder);
  return locked(folder, async () => {
    // Loaded only here: the X.509 library takes longer than opening a finished cast.
    const { completeStore } = await import('./complete.js');
    return castOf(folder, await completeStore(folder, now, hostNames));
  });
}

function isComplete(store: Store, now: Date, hostNames: readonly string[]): boolean {
  return (
    store.signing.size === namesOf(signingKeys).length &&
    store.tls.size === tlsKeyNames.length &&
    unfitCertificates(store, now, hostNames).length === 0
  );
}

function makeFolders(folder: string): void {
  try {
    for (const path of [folder, join(folder, 'signing'), join(folder, 'tls')]) {
      mkdirSync(path, { recursive: true, mode: 0o700 });
      chmodSync(path, 0o700);
    }
  } catch (error) {
    throw new TargetError(`${folder} cannot be made ready for keys (${codeOrMessage(error)})`);
  }
}

function castOf(folder: string, store: Store): Cast {
  const certificate = (name: CertificateName): string =>
    present(store.certificates.get(name), name).toString();
  const chain = (name: TlsIdentityName): string => {
    const { issuer, sendsIssuer } = certificates[name];
    return certificate(name) + (sendsIssuer && issuer !== 'itself' ? certificate(issuer) : '');
  };
  return {
    folder,
    authorityPem: certificate('register-authority'),
    foreignAuthorityPem: certificate('foreign-authority'),
    identityNames: namesOf(tlsIdentities),
    keyNames: namesOf(signingKeys),
    identity: (name) => ({
      name,
      keyPem: present(store.tls.get(tlsIdentities[name].key), name).pem,
      certificatePem: chain(name),
    }),
    key: (name) => present(store.signing.get(name), name),
  };
}

function present<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new HarnessError(`the cast has no '${name}'`);
  return value;
}

import { generateKeyPair, type KeyObject } from 'node:crypto';
import { HarnessError } from '../nouns/errors.js';
import { issueCertificate } from './certificate.js';
import { writeAtomically } from './files.js';
import {
  authorities,
  certificates,
  namesOf,
  signingKeys,
  tlsIdentities,
  tlsKeyNames,
  type CertificateName,
  type SignatureAlgorithm,
} from './names.js';
import { privateJwk } from './signing-key.js';
import { files, readStore, requiredNames, unfitCertificates, type Store } from './store.js';

/**
 * Makes whatever the folder lacks and renews certificates that no longer fit, with the keys they had.
 * The caller holds the folder's lock.
 */
export async function completeStore(folder: string, now: Date, hostNames: readonly string[]): Promise<Store> {
  await makeMissingKeys(folder, readStore(folder));
  // Authorities first: what a renewed one had signed no longer fits.
  for (const wave of [namesOf(authorities), namesOf(tlsIdentities)]) {
    const store = readStore(folder);
    const names = [...knownHostNames(store), ...hostNames];
    const unfit = unfitCertificates(store, now, names);
    const due = wave.filter((name) => unfit.includes(name));
    await Promise.all(due.map((name) => renew(folder, store, name, now, names)));
  }
  return readStore(folder);
}

/** All at once: generating an RSA key takes a tenth of a second of a libuv thread. */
async function makeMissingKeys(folder: string, store: Store): Promise<void> {
  const signing = namesOf(signingKeys)
    .filter((name) => !store.signing.has(name))
    .map(async (name) => {
      const alg = signingKeys[name];
      const jwk = privateJwk(await generate(alg), alg);
      writeAtomically(files.signing(folder, name), `${JSON.stringify(jwk, null, 2)}\n`);
    });
  const tls = tlsKeyNames
    .filter((name) => !store.tls.has(name))
    .map(async (name) => {
      const key = await generate('PS256');
      writeAtomically(files.tlsKey(folder, name), String(key.export({ type: 'pkcs8', format: 'pem' })));
    });
  await Promise.all([...signing, ...tls]);
}

async function renew(
  folder: string,
  { tls }: Store,
  name: CertificateName,
  now: Date,
  hostNames: readonly string[],
): Promise<void> {
  const spec = certificates[name];
  const issuer = spec.issuer === 'itself' ? spec : certificates[spec.issuer];
  const keyPem = tls.get(spec.key)?.pem;
  const issuerPem = tls.get(issuer.key)?.pem;
  if (keyPem === undefined || issuerPem === undefined) throw new HarnessError(`no TLS key for ${name}`);
  const certificate = await issueCertificate({
    spec,
    keyPem,
    issuer: { keyPem: issuerPem, commonName: issuer.commonName },
    altNames: requiredNames(name, hostNames),
    now,
  });
  writeAtomically(files.certificate(folder, name), certificate.toString());
}

/** Names that the host's certificate carries already: two targets with different names must not take turns renewing it. */
function knownHostNames(store: Store): readonly string[] {
  const listed = store.certificates.get('host')?.subjectAltName ?? '';
  return listed
    .split(', ')
    .filter((entry) => entry.startsWith('DNS:'))
    .map((entry) => entry.slice('DNS:'.length));
}

function generate(alg: SignatureAlgorithm): Promise<KeyObject> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, _publicKey: KeyObject, privateKey: KeyObject): void => {
      if (error === null) resolve(privateKey);
      else reject(error);
    };
    if (alg === 'PS256') generateKeyPair('rsa', { modulusLength: 2048 }, done);
    else if (alg === 'EdDSA') generateKeyPair('ed25519', undefined, done);
    else generateKeyPair('ec', { namedCurve: { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }[alg] }, done);
  });
}

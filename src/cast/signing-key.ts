import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { TargetError } from '../nouns/errors.js';
import { parseJsonObject, type JsonObject } from '../nouns/json.js';
import type { SignatureAlgorithm, SigningKeyName } from './names.js';

/** A key pair that signs JWTs. */
export interface SigningKey {
  readonly name: SigningKeyName;
  /** RFC 7638 thumbprint with SHA-256. */
  readonly kid: string;
  readonly kty: 'RSA' | 'EC' | 'OKP';
  readonly alg: SignatureAlgorithm;
  readonly use: 'sig';
  /** Imported on first use; @throws TargetError when the stored key does not work. */
  readonly privateKey: KeyObject;
  /** SubjectPublicKeyInfo; exported on first use. */
  readonly publicPem: string;
  /** With `kid`, `alg` and `use`, as a JWKS shows it. */
  readonly publicJwk: JsonObject;
}

/** What identifies a key of each type, in the order of RFC 7638 section 3.2. */
const identifying = {
  RSA: ['e', 'kty', 'n'],
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
} as const;

/** The JWK to store: private members, `kid`, `alg` and `use`. */
export function privateJwk(key: KeyObject, alg: SignatureAlgorithm): JsonObject {
  const jwk = key.export({ format: 'jwk' }) as JsonObject;
  return { kid: thumbprint(jwk) ?? '', alg, use: 'sig', ...jwk };
}

/** Reads a stored JWK. @throws TargetError that names the file and the cure. */
export function readSigningKey(
  name: SigningKeyName,
  alg: SignatureAlgorithm,
  file: string,
  text: string,
): SigningKey {
  const jwk = parseJsonObject(text);
  if (
    jwk === undefined ||
    jwk['alg'] !== alg ||
    typeof jwk['d'] !== 'string' ||
    thumbprint(jwk) !== jwk['kid']
  ) {
    throw damaged(file);
  }
  const kty = jwk['kty'] as SigningKey['kty'];
  const kid = jwk['kid'] as string;
  const identity = Object.fromEntries(identifying[kty].map((member) => [member, jwk[member] ?? null]));
  const publicJwk = { ...identity, kid, alg, use: 'sig' };
  let imported: KeyObject | undefined;
  let exported: string | undefined;
  return {
    name,
    kid,
    kty,
    alg,
    use: 'sig',
    publicJwk,
    get privateKey() {
      return (imported ??= importPrivate(jwk, publicJwk, file));
    },
    get publicPem() {
      return (exported ??= createPublicKey({ key: publicJwk, format: 'jwk' })
        .export({ type: 'spki', format: 'pem' })
        .toString());
    },
  };
}

/** Signs once with the imported key: a damaged one would make every valid request look forged. */
function importPrivate(jwk: JsonObject, publicJwk: JsonObject, file: string): KeyObject {
  try {
    const key = createPrivateKey({ key: jwk, format: 'jwk' });
    const publicKey = createPublicKey({ key: publicJwk, format: 'jwk' });
    const digest = jwk['alg'] === 'EdDSA' ? null : 'sha256';
    const probe = Buffer.from('probe');
    if (verify(digest, probe, publicKey, sign(digest, probe, key))) return key;
  } catch {
    // Reported below, without the library's message: it may quote key material.
  }
  throw damaged(file);
}

/** RFC 7638 thumbprint of a JWK, or undefined when it lacks an identifying member. */
function thumbprint(jwk: JsonObject): string | undefined {
  const kty = jwk['kty'];
  if (kty !== 'RSA' && kty !== 'EC' && kty !== 'OKP') return undefined;
  const members = identifying[kty];
  if (!members.every((member) => typeof jwk[member] === 'string')) return undefined;
  const canonical = JSON.stringify(Object.fromEntries(members.map((member) => [member, jwk[member]])));
  return createHash('sha256').update(canonical).digest('base64url');
}

/** A file of the cast that cannot be used. */
export function damaged(file: string): TargetError {
  return new TargetError(
    `${file} is empty, damaged or not what its name says; delete it, it is made anew at the next start`,
  );
}

import { constants, createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import type { JsonObject } from './json.js';

export type Jwk = JsonObject;

type Scheme = {
  readonly kty: 'RSA' | 'EC' | 'OKP';
  readonly crv?: string;
  readonly hash: string | null;
  readonly pss: boolean;
};

/** Every scheme that can be computed; which ones are allowed is a rule, not decided here. */
const schemes: Readonly<Record<string, Scheme>> = {
  PS256: { kty: 'RSA', hash: 'sha256', pss: true },
  PS384: { kty: 'RSA', hash: 'sha384', pss: true },
  PS512: { kty: 'RSA', hash: 'sha512', pss: true },
  RS256: { kty: 'RSA', hash: 'sha256', pss: false },
  RS384: { kty: 'RSA', hash: 'sha384', pss: false },
  RS512: { kty: 'RSA', hash: 'sha512', pss: false },
  ES256: { kty: 'EC', crv: 'P-256', hash: 'sha256', pss: false },
  ES384: { kty: 'EC', crv: 'P-384', hash: 'sha384', pss: false },
  ES512: { kty: 'EC', crv: 'P-521', hash: 'sha512', pss: false },
  EdDSA: { kty: 'OKP', crv: 'Ed25519', hash: null, pss: false },
};

/** True if `jwk` is of the type and curve that `alg` needs. */
export const keyTypeFits = (jwk: Jwk, alg: string): boolean => {
  const scheme = Object.hasOwn(schemes, alg) ? schemes[alg] : undefined;
  return (
    scheme !== undefined && jwk.kty === scheme.kty && (scheme.crv === undefined || jwk.crv === scheme.crv)
  );
};

/** Size of an RSA modulus in bits; undefined for other keys and for keys that cannot be read. */
export const modulusBits = (jwk: Jwk): number | undefined => {
  try {
    return publicKey(jwk).asymmetricKeyDetails?.modulusLength;
  } catch {
    return undefined;
  }
};

/** The public key of a JWK; throws if the JWK is not a usable key. */
export const publicKey = (jwk: Jwk) => createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });

export type SignatureOptions = {
  /** Length of the RSASSA-PSS salt: the hash length (RFC 7518 section 3.5), or whatever the signer chose. */
  readonly salt: 'hash-length' | 'any';
  /** Form of an ECDSA signature: r and s side by side (RFC 7518 section 3.4), or DER. */
  readonly ecdsa: 'ieee-p1363' | 'der';
};

export const strictSignature: SignatureOptions = { salt: 'hash-length', ecdsa: 'ieee-p1363' };

/** True if `signature` over `input` verifies under `jwk` with `alg`. Never throws. */
export const signatureHolds = (
  alg: string,
  jwk: Jwk,
  input: string,
  signature: Buffer,
  options: SignatureOptions = strictSignature,
): boolean => {
  const scheme = Object.hasOwn(schemes, alg) ? schemes[alg] : undefined;
  if (scheme === undefined || !keyTypeFits(jwk, alg)) return false;
  try {
    const key = publicKey(jwk);
    const data = Buffer.from(input, 'ascii');
    if (scheme.kty === 'EC') return verify(scheme.hash, data, { key, dsaEncoding: options.ecdsa }, signature);
    if (!scheme.pss) return verify(scheme.hash, data, key, signature);
    const { RSA_PSS_SALTLEN_AUTO, RSA_PSS_SALTLEN_DIGEST, RSA_PKCS1_PSS_PADDING: padding } = constants;
    const saltLength = options.salt === 'any' ? RSA_PSS_SALTLEN_AUTO : RSA_PSS_SALTLEN_DIGEST;
    return verify(scheme.hash, data, { key, padding, saltLength }, signature);
  } catch {
    return false; // a key or signature that cannot be read does not verify
  }
};

import { createPublicKey } from 'node:crypto';

import { calculateJwkThumbprint, CompactSign, compactVerify, importJWK, type JWK } from 'jose';

import type { SigningKey } from '../cast/signing-key.js';

const type = 'dcr-conformance-manifest+jws';

/** A detached JWS (RFC 7515 appendix F) over the bytes of a manifest. */
export async function seal(manifest: Buffer, key: SigningKey): Promise<string> {
  const compact = await new CompactSign(manifest)
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: type })
    .sign(key.privateKey);
  const [header = '', , signature = ''] = compact.split('.');
  return `${header}..${signature}`;
}

/**
 * Why a detached JWS does not vouch for a manifest; undefined when it does. `publicKey` is a JWK, which only tells that
 * nothing was changed since: who holds the key is told by its thumbprint, compared with one that came another way.
 */
export async function brokenSeal(manifest: Buffer, jws: string, publicKey: JWK): Promise<string | undefined> {
  const [header = '', payload = '', signature = '', ...rest] = jws.trim().split('.');
  if (payload !== '' || rest.length > 0) return 'is no detached JWS';
  try {
    const { protectedHeader } = await compactVerify(
      `${header}.${manifest.toString('base64url')}.${signature}`,
      await importJWK(publicKey, 'ES256'),
      { algorithms: ['ES256'] },
    );
    if (protectedHeader.typ !== type)
      return `is a signature of another kind (${protectedHeader.typ ?? 'no typ'})`;
    return protectedHeader.kid === (await calculateJwkThumbprint(publicKey))
      ? undefined
      : 'names another key than public-key.json';
  } catch {
    return 'the signature does not fit the manifest';
  }
}

/** RFC 7638 thumbprint of a public JWK; undefined when it is none, or a private one. */
export async function thumbprintOf(jwk: JWK): Promise<string | undefined> {
  try {
    if ('d' in jwk) return undefined;
    createPublicKey({ key: jwk as never, format: 'jwk' });
    return await calculateJwkThumbprint(jwk);
  } catch {
    return undefined;
  }
}

import {
  constants,
  createCipheriv,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';

import { isJsonObject, type Json } from '../../nouns/json.js';
import { defineMutation } from '../mutation.js';

/** The holder's RSA key: one for encryption if it publishes one, else any, else a key that nobody has. */
function publicKeyOf(published: Json | undefined): { readonly key: KeyObject; readonly kid?: string } {
  const listed = (Array.isArray(published) ? (published as readonly Json[]) : []).filter(isJsonObject);
  const usable = listed.filter(
    ({ kty, n, e }) => kty === 'RSA' && typeof n === 'string' && typeof e === 'string',
  );
  const jwk = usable.find(({ use }) => use === 'enc') ?? usable[0];
  if (jwk === undefined) return { key: generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey };
  const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
  return typeof jwk['kid'] === 'string' ? { key, kid: jwk['kid'] } : { key };
}

function wrappedKey(alg: Json | undefined, key: KeyObject, secret: Buffer): Buffer {
  if (alg === 'dir') return Buffer.alloc(0);
  if (alg === 'RSA1_5') return publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, secret);
  const oaepHash = alg === 'RSA-OAEP-256' ? 'sha256' : 'sha1';
  return publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, secret);
}

export default defineMutation({
  summary: 'The JWS is wrapped in a JWE with A256GCM (RFC 7516), to one of these public keys of the holder',
  schema: {
    type: 'object',
    properties: {
      alg: { enum: ['RSA-OAEP', 'RSA-OAEP-256', 'RSA1_5', 'dir'] },
      keys: { type: 'array', items: { type: 'object' } },
    },
    required: ['alg'],
    additionalProperties: false,
  },
  phase: 'after',
  apply: (args, { header, payload, signature }) => {
    const { alg, keys } = isJsonObject(args) ? args : {};
    const { key, kid } = publicKeyOf(keys);
    const secret = randomBytes(32);
    const members = {
      alg,
      enc: 'A256GCM',
      cty: 'JWT',
      ...(kid === undefined || alg === 'dir' ? {} : { kid }),
    };
    const first = Buffer.from(JSON.stringify(members), 'utf8').toString('base64url');
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', secret, nonce).setAAD(Buffer.from(first, 'ascii'));
    const text = Buffer.concat([cipher.update(`${header}.${payload}.${signature}`, 'utf8'), cipher.final()]);
    const rest = [wrappedKey(alg, key, secret), nonce, text, cipher.getAuthTag()];
    return [first, ...rest.map((bytes) => bytes.toString('base64url'))].join('.');
  },
});

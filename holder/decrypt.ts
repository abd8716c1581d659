/** Opens what is encrypted to the holder. A strict holder never does (CDR-DCR-REQ-193): only faults come here. */
import {
  constants,
  createDecipheriv,
  createPrivateKey,
  generateKeyPairSync,
  type JsonWebKey,
  privateDecrypt,
} from 'node:crypto';
import { isObject } from './json.js';
import type { Jwk } from './signature.js';

export type EncryptionKey = {
  /** As published. */
  readonly jwk: Jwk;
  /** The text inside a compact JWE (RFC 7516) of RSA-OAEP, RSA-OAEP-256 or RSA1_5 with A256GCM; else the text as it is. */
  readonly open: (text: string) => string;
};

export const generateEncryptionKey = (): EncryptionKey => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pair = privateKey.export({ format: 'jwk' });
  const jwk = { ...(publicKey.export({ format: 'jwk' }) as Jwk), kid: 'holder-encryption', use: 'enc' };
  return { jwk, open: (text) => opened(text, pair) };
};

const opened = (text: string, pair: JsonWebKey): string => {
  const parts = text.split('.');
  if (parts.length !== 5) return text;
  const [header = '', ...rest] = parts;
  const [wrapped, nonce, body, tag] = rest.map((part) => Buffer.from(part, 'base64url'));
  try {
    const read: unknown = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'));
    const alg = isObject(read) ? read.alg : undefined;
    const key = createPrivateKey({ key: pair, format: 'jwk' });
    const padding = alg === 'RSA1_5' ? constants.RSA_PKCS1_PADDING : constants.RSA_PKCS1_OAEP_PADDING;
    const oaepHash = alg === 'RSA-OAEP-256' ? 'sha256' : 'sha1';
    const secret = privateDecrypt({ key, padding, oaepHash }, wrapped ?? Buffer.alloc(0));
    const decipher = createDecipheriv('aes-256-gcm', secret, nonce ?? Buffer.alloc(12))
      .setAAD(Buffer.from(header, 'ascii'))
      .setAuthTag(tag ?? Buffer.alloc(16));
    return Buffer.concat([decipher.update(body ?? Buffer.alloc(0)), decipher.final()]).toString('latin1');
  } catch {
    return text; // not for this key: the strict rules refuse it
  }
};

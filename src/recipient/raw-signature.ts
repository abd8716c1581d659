import { constants, sign, type KeyObject } from 'node:crypto';

import { HarnessError } from '../nouns/errors.js';

/**
 * A JWS signature over `input` in base64url (RFC 7518 section 3, RFC 8037 section 3.1), whether or not anyone may use
 * that algorithm. `salt`: bytes of salt of an RSASSA-PSS signature, by default the length of the hash.
 * @throws HarnessError for an algorithm without an asymmetric key
 */
export function rawSignature(alg: string, input: string, key: KeyObject, salt?: number): string {
  const data = Buffer.from(input, 'utf8');
  const hash = `sha${alg.slice(2)}`;
  switch (alg.slice(0, 2)) {
    case 'PS':
      return sign(hash, data, {
        key,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: salt ?? constants.RSA_PSS_SALTLEN_DIGEST,
      }).toString('base64url');
    case 'RS':
      return sign(hash, data, key).toString('base64url');
    case 'ES':
      return sign(hash, data, { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
    case 'Ed':
      return sign(null, data, key).toString('base64url');
    default:
      throw new HarnessError(`cannot sign under '${alg}'`);
  }
}

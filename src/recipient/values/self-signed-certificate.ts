import { createPublicKey, sign, type JsonWebKey } from 'node:crypto';

import { HarnessError } from '../../nouns/errors.js';
import { isJsonObject } from '../../nouns/json.js';
import { signingAlg } from '../dialects/cdr-au/baseline.js';
import { castKey } from '../make-jwt.js';
import { signers } from '../station-schemas.js';
import { defineValue } from '../value-maker.js';

/** One DER element (X.690 section 8.1). */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const size = body.length;
  const length =
    size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, Math.floor(size / 0x100), size % 0x100];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const utcTime = (time: Date): Buffer =>
  der(0x17, Buffer.from(`${time.toISOString().slice(2, 19).replaceAll(/[-:T]/g, '')}Z`, 'ascii'));

/** sha256WithRSAEncryption (RFC 8017) and ecdsa-with-SHA256 (RFC 5758). */
const signatureAlgorithms = {
  RSA: sequence(oid('2a864886f70d01010b'), der(0x05)),
  EC: sequence(oid('2a8648ce3d040302')),
} as const;

const day = 86_400_000;

export default defineValue({
  summary:
    "A certificate for someone's signing key, signed by that very key, in base64 (an entry of x5c, RFC 7515)",
  schema: {
    type: 'object',
    properties: { of: { enum: [...signers] }, alg: { enum: ['PS256', 'ES256'] } },
    required: ['of'],
    additionalProperties: false,
  },
  make: (args, { cast, facts, now }) => {
    const { of, alg } = isJsonObject(args) ? args : {};
    const key = castKey(cast, String(of), typeof alg === 'string' ? alg : signingAlg(facts));
    if (key === undefined || key.kty === 'OKP')
      throw new HarnessError(`the cast has no such key of '${String(of)}'`);
    const algorithm = signatureAlgorithms[key.kty];
    const publicKey = createPublicKey({ key: key.publicJwk as JsonWebKey, format: 'jwk' });
    const commonName = sequence(oid('550403'), der(0x0c, Buffer.from(String(of), 'utf8')));
    const name = sequence(der(0x31, commonName));
    const validity = [now.getTime() - day, now.getTime() + day].map((time) => utcTime(new Date(time)));
    const certificate = sequence(
      der(0xa0, der(0x02, Buffer.from([2]))),
      der(0x02, Buffer.from([1])),
      algorithm,
      name,
      sequence(...validity),
      name,
      publicKey.export({ type: 'spki', format: 'der' }),
    );
    const signature = der(0x03, Buffer.from([0]), sign('sha256', certificate, key.privateKey));
    return sequence(certificate, algorithm, signature).toString('base64');
  },
});

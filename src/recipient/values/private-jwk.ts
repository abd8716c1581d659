import { createECDH } from 'node:crypto';

import { defineValue } from '../value-maker.js';

/** Bytes of a P-256 coordinate. */
const size = 32;

/** A key for one request only, from the dice: nobody else ever uses it. */
export default defineValue({
  summary:
    'A fresh P-256 key as a JWK with its private part (RFC 7518 section 6.2.2), as no client should send it',
  schema: { const: 'p-256' },
  make: (_args, { dice }) => {
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(dice.hex(size - 1).padStart(size * 2, '0'), 'hex');
    const point = pair.getPublicKey();
    const base64url = (bytes: Buffer): string => bytes.toString('base64url');
    return {
      kty: 'EC',
      crv: 'P-256',
      use: 'sig',
      kid: dice.uuid(),
      x: base64url(point.subarray(1, 1 + size)),
      y: base64url(point.subarray(1 + size)),
      d: Buffer.from(pair.getPrivateKey('hex').padStart(size * 2, '0'), 'hex').toString('base64url'),
    };
  },
});

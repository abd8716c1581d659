import { createHmac } from 'node:crypto';

import { isJsonObject } from '../../nouns/json.js';
import { signed } from '../forge.js';
import { defineMutation } from '../mutation.js';

export default defineMutation({
  summary:
    'The signature is an HMAC under this secret, given as text or in base64; the hash is that of the alg',
  schema: {
    type: 'object',
    properties: { text: { type: 'string' }, base64: { type: 'string' } },
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 1,
  },
  phase: 'sign',
  apply: (args, { alg, ...texts }) => {
    const { text, base64 } = isJsonObject(args) ? args : {};
    const secret =
      typeof base64 === 'string' ? Buffer.from(base64, 'base64') : Buffer.from(String(text), 'utf8');
    const hash = `sha${/(256|384|512)$/.exec(alg)?.[1] ?? '256'}`;
    return signed(texts, (input) => createHmac(hash, secret).update(input).digest('base64url'));
  },
});

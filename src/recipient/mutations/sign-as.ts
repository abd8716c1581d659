import { createPrivateKey, type KeyObject } from 'node:crypto';

import { HarnessError } from '../../nouns/errors.js';
import { isJsonObject } from '../../nouns/json.js';
import { signed } from '../forge.js';
import { defineMutation } from '../mutation.js';
import { rawSignature } from '../raw-signature.js';

const imported = (pkcs8: string): KeyObject =>
  createPrivateKey({ key: Buffer.from(pkcs8, 'base64url'), format: 'der', type: 'pkcs8' });

export default defineMutation({
  summary:
    'Signed otherwise than the header says: under another algorithm, with the key of another algorithm, with a salt of so many bytes, or with a key that the step add-key made',
  schema: {
    type: 'object',
    properties: {
      alg: { type: 'string' },
      key: { type: 'string' },
      salt: { type: 'integer', minimum: 0, maximum: 128 },
      made: { type: 'string' },
    },
    additionalProperties: false,
    minProperties: 1,
  },
  phase: 'sign',
  apply: (args, { alg: named, keyFor, ...texts }) => {
    const { alg, key, salt, made } = isJsonObject(args) ? args : {};
    const scheme = typeof alg === 'string' ? alg : named;
    const signer =
      typeof made === 'string' ? imported(made) : keyFor(typeof key === 'string' ? key : scheme)?.privateKey;
    if (signer === undefined)
      throw new HarnessError(`whoever signs here has no key for ${String(key ?? scheme)}`);
    return signed(texts, (input) =>
      rawSignature(scheme, input, signer, typeof salt === 'number' ? salt : undefined),
    );
  },
});

import { HarnessError } from '../../nouns/errors.js';
import { defineMutation } from '../mutation.js';
import { rawSignature } from '../raw-signature.js';

export default defineMutation({
  summary: 'The signature is over the payload as it is, not over its base64url form (RFC 7797 section 3)',
  schema: { type: 'null' },
  phase: 'sign',
  apply: (_args, { alg, header, payload, keyFor }) => {
    const key = keyFor(alg);
    if (key === undefined) throw new HarnessError(`whoever signs here has no key for ${alg}`);
    const first = Buffer.from(header, 'utf8').toString('base64url');
    return {
      header: first,
      payload: Buffer.from(payload, 'utf8').toString('base64url'),
      signature: rawSignature(alg, `${first}.${payload}`, key.privateKey),
    };
  },
});

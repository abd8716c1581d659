import { HarnessError } from '../../nouns/errors.js';
import { defineMutation } from '../mutation.js';
import { rawSignature } from '../raw-signature.js';

/** An overlong slash and a lone continuation byte: neither is UTF-8 (RFC 3629 section 3). */
const bytes = Buffer.from([0xc0, 0xaf, 0x80]);

export default defineMutation({
  summary: 'The payload has a further member whose text is no UTF-8; the signature is good',
  schema: { type: 'null' },
  phase: 'sign',
  apply: (_args, { alg, header, payload, keyFor }) => {
    const key = keyFor(alg);
    if (key === undefined) throw new HarnessError(`whoever signs here has no key for ${alg}`);
    const start = Buffer.from('{"remark":"', 'utf8');
    const rest = Buffer.from(`",${payload.slice(1)}`, 'utf8');
    const first = Buffer.from(header, 'utf8').toString('base64url');
    const second = Buffer.concat([start, bytes, rest]).toString('base64url');
    return {
      header: first,
      payload: second,
      signature: rawSignature(alg, `${first}.${second}`, key.privateKey),
    };
  },
});

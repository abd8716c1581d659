import { HarnessError } from '../../nouns/errors.js';
import { isJsonObject, type Json } from '../../nouns/json.js';
import { signed } from '../forge.js';
import { defineMutation } from '../mutation.js';
import { rawSignature } from '../raw-signature.js';

export default defineMutation({
  summary: 'The JWS is the payload of another JWS of the same signer, with cty JWT (RFC 7519 section 5.2)',
  schema: { type: 'null' },
  phase: 'sign',
  apply: (_args, { alg, header, payload, keyFor }) => {
    const key = keyFor(alg);
    if (key === undefined) throw new HarnessError(`whoever signs here has no key for ${alg}`);
    const sign = (input: string): string => rawSignature(alg, input, key.privateKey);
    const inner = signed({ header, payload }, sign);
    const members: Json = JSON.parse(header) as Json;
    const outer = JSON.stringify({ ...(isJsonObject(members) ? members : {}), cty: 'JWT' });
    return signed({ header: outer, payload: `${inner.header}.${inner.payload}.${inner.signature}` }, sign);
  },
});

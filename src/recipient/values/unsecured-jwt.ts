import { isJsonObject, type Json } from '../../nouns/json.js';
import { defineValue } from '../value-maker.js';

const decoded = (part: string | undefined): Json | undefined => {
  try {
    return JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8')) as Json;
  } catch {
    return undefined;
  }
};
const encoded = (value: Json): string => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');

export default defineValue({
  summary:
    'A token turned into an unsecured JWT (RFC 7519 section 6) with this spelling of alg none, its signature dropped or left; an opaque token is replaced by a JWT with the given claims',
  schema: {
    type: 'object',
    properties: {
      of: { type: 'string' },
      alg: { type: 'string' },
      signature: { enum: ['dropped', 'left'] },
      claims: { type: 'object' },
    },
    required: ['of', 'alg', 'claims'],
    additionalProperties: false,
  },
  make: (args) => {
    const { of, alg = 'none', signature, claims = {} } = isJsonObject(args) ? args : {};
    const [first, second, third = ''] = String(of).split('.');
    const [header, payload] = [decoded(first), decoded(second)];
    const wasJwt = isJsonObject(header) && isJsonObject(payload);
    const text = `${encoded({ ...(wasJwt ? header : { typ: 'at+jwt' }), alg })}.${encoded(wasJwt ? payload : claims)}`;
    return `${text}.${signature === 'left' ? third || encoded('signature') : ''}`;
  },
});

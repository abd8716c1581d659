import { decodeJwt } from 'jose';

import type { JsonObject } from '../../nouns/json.js';
import { defineValue } from '../value-maker.js';

/** The claims of a JWT; an opaque token becomes the jti of a JWT that says nothing else. */
function claimsOf(token: string): JsonObject {
  try {
    return decodeJwt(token) as JsonObject;
  } catch {
    return { jti: token };
  }
}

const segment = (value: JsonObject): string => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');

export default defineValue({
  summary: 'The unsecured JWT (alg none, RFC 7519 section 6) with the claims of a JWT, or with an opaque token as its jti',
  schema: { type: 'string' },
  make: (args) => `${segment({ alg: 'none', typ: 'JWT' })}.${segment(claimsOf(String(args)))}.`,
});

import { createPublicKey, type JsonWebKey } from 'node:crypto';

import { errors, jwtVerify } from 'jose';

import type { Answer } from '../reply.js';
import type { World } from '../world.js';
import { issuerOf, registerScope, type ApiUrls } from './issuer.js';

/** Who may come in: the client of a token of ours that is bound to the certificate shown (RFC 6750, RFC 8705 section 3). */
export async function bearerOf(
  world: World,
  urls: ApiUrls,
  request: { readonly authorization: string | undefined; readonly thumbprint: string; readonly now: Date },
): Promise<{ readonly clientId: string } | Answer> {
  const [, token] = /^Bearer +([\w.~+/=-]+)$/i.exec(request.authorization ?? '') ?? [];
  if (token === undefined) return challenge(401, '');
  try {
    const { publicJwk } = world.cast.key('register-token-ps256');
    const { payload } = await jwtVerify(
      token,
      createPublicKey({ key: publicJwk as JsonWebKey, format: 'jwk' }),
      {
        algorithms: ['PS256'],
        typ: 'at+jwt',
        issuer: issuerOf(urls),
        audience: 'cdr-register',
        requiredClaims: ['exp', 'client_id', 'cnf'],
        currentDate: request.now,
      },
    );
    const bound = (payload['cnf'] as { readonly 'x5t#S256'?: unknown })['x5t#S256'];
    if (bound !== request.thumbprint) return invalidToken('it is bound to another certificate');
    if (payload['scope'] !== registerScope)
      return challenge(403, `error="insufficient_scope", scope="${registerScope}"`);
    return { clientId: String(payload['client_id']) };
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    return invalidToken(error instanceof errors.JWTExpired ? 'it has expired' : 'it is none of ours');
  }
}

function invalidToken(why: string): Answer {
  return challenge(401, `error="invalid_token", error_description="${why}"`);
}

function challenge(status: 401 | 403, parameters: string): Answer {
  return {
    kind: 'answer',
    status,
    headers: { 'www-authenticate': `Bearer ${parameters}`.trimEnd() },
    body: '',
  };
}

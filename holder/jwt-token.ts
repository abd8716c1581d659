/** Access tokens in the form of a JWT (RFC 9068): a signed envelope whose jti is the provider's opaque token. */
import { createPrivateKey, createPublicKey, type JsonWebKey } from 'node:crypto';
import { compactVerify, SignJWT } from 'jose';
import { publicJwk, type ServerKeys } from './authorisation-server.js';
import type { Context } from './context.js';
import { asText, isObject, type JsonObject } from './json.js';
import type { Jwk } from './signature.js';

const holderKey = (keys: ServerKeys): Jwk => keys.signing[0] ?? {};

/** Replaces the opaque token in a token response by a JWT that states client, scope and binding. */
export const mintJwtToken = async (
  body: JsonObject,
  context: Context,
  keys: ServerKeys,
): Promise<JsonObject> => {
  const { access_token: opaque, expires_in: seconds, scope } = body;
  const grant = typeof opaque === 'string' ? await context.findToken(opaque) : undefined;
  if (typeof opaque !== 'string' || typeof seconds !== 'number' || grant === undefined) return body;
  const { clientId, thumbprint } = grant;
  const now = Math.floor(context.now() / 1000);
  const confirmation = thumbprint === undefined ? {} : { cnf: { 'x5t#S256': thumbprint } };
  const token = await new SignJWT({ scope, client_id: clientId, ...confirmation })
    .setProtectedHeader({ alg: 'PS256', kid: asText(holderKey(keys).kid), typ: 'at+jwt' })
    .setIssuer(context.addresses.issuer)
    .setAudience(context.addresses.issuer)
    .setSubject(clientId)
    .setIssuedAt(now)
    .setExpirationTime(now + seconds)
    .setJti(opaque)
    .sign(createPrivateKey({ key: holderKey(keys) as JsonWebKey, format: 'jwk' }));
  return { ...body, access_token: token };
};

/** The opaque token inside a JWT access token of ours; undefined for an altered or foreign one. Ignores exp. */
export const opaqueToken = async (token: string, keys: ServerKeys): Promise<string | undefined> => {
  const key = createPublicKey({ key: publicJwk(holderKey(keys)) as JsonWebKey, format: 'jwk' });
  try {
    const { payload, protectedHeader } = await compactVerify(token, key, { algorithms: ['PS256'] });
    const claims: unknown = JSON.parse(new TextDecoder().decode(payload));
    return protectedHeader.typ === 'at+jwt' && isObject(claims) ? asText(claims.jti) : undefined;
  } catch {
    return undefined;
  }
};

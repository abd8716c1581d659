import { randomUUID } from 'node:crypto';

import { createLocalJWKSet, decodeJwt, errors, jwtVerify, SignJWT, type JSONWebKeySet } from 'jose';

import { jsonAnswer, type Answer } from '../reply.js';
import type { World } from '../world.js';
import { issuerOf, registerScope, tokenEndpointOf, type ApiUrls } from './issuer.js';

/** Seconds that a token of the Register lives, and that clocks may differ. */
const lifetime = 300;
const skew = 120;

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export interface TokenRequest {
  readonly contentType: string | undefined;
  readonly body: string;
  /** Base64url SHA-256 of the client certificate, to which the token is bound (RFC 8705 section 3). */
  readonly thumbprint: string;
  readonly now: Date;
}

/** What ends the examination of a request, with its code of RFC 6749 section 5.2. */
type Refusal = readonly [status: 400 | 415, error: string, description: string];

/** The Register's token endpoint: client_credentials by private_key_jwt over mutual TLS (CDS, Register InfoSec profile). */
export async function tokenReply(world: World, urls: ApiUrls, request: TokenRequest): Promise<Answer> {
  const form = new URLSearchParams(request.body);
  const early = refusedForm(request.contentType, form);
  if (early !== undefined) return refused(early);
  const client = await authenticate(world, urls, form, request.now);
  if (typeof client !== 'string') return refused(client);
  const seconds = Math.floor(request.now.getTime() / 1000);
  const key = world.cast.key('register-token-ps256');
  const token = await new SignJWT({
    client_id: client,
    scope: registerScope,
    cnf: { 'x5t#S256': request.thumbprint },
  })
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'at+jwt' })
    .setIssuer(issuerOf(urls))
    .setSubject(client)
    .setAudience('cdr-register')
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + lifetime)
    .setJti(randomUUID())
    .sign(key.privateKey);
  return uncached(
    jsonAnswer({ access_token: token, expires_in: lifetime, token_type: 'Bearer', scope: registerScope }),
  );
}

function refusedForm(contentType: string | undefined, form: URLSearchParams): Refusal | undefined {
  if (contentType === undefined) return [400, 'invalid_request', 'Content-Type is missing'];
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType)) {
    return [415, 'invalid_request', 'the body has to be application/x-www-form-urlencoded'];
  }
  const value = (name: string): string => form.get(name) ?? '';
  if (new Set(form.keys()).size !== [...form.keys()].length)
    return [400, 'invalid_request', 'a parameter is repeated'];
  if (value('grant_type') === '') return [400, 'invalid_client', 'grant_type is missing'];
  if (value('grant_type') !== 'client_credentials')
    return [400, 'unsupported_grant_type', 'only client_credentials is supported'];
  if (value('client_assertion') === '') return [400, 'invalid_client', 'client_assertion is missing'];
  if (value('client_assertion_type') === '')
    return [400, 'invalid_client', 'client_assertion_type is missing'];
  if (value('client_assertion_type') !== assertionType)
    return [400, 'invalid_client', `client_assertion_type has to be ${assertionType}`];
  const scopes = value('scope').split(' ');
  return scopes.length === 1 && scopes[0] === registerScope
    ? undefined
    : [400, 'invalid_client', value('scope') === '' ? 'scope is empty' : `scope has to be ${registerScope}`];
}

/** The software product that signed the assertion, by the key set that it is published with. */
async function authenticate(
  world: World,
  urls: ApiUrls,
  form: URLSearchParams,
  now: Date,
): Promise<string | Refusal> {
  const assertion = form.get('client_assertion') ?? '';
  const claimed = subjectOf(assertion);
  const published = claimed === undefined ? undefined : world.products.get(claimed);
  if (claimed === undefined || published === undefined)
    return [400, 'invalid_client', 'client_assertion: its sub is no software product of this Register'];
  const clientId = form.get('client_id');
  if (clientId !== null && clientId !== claimed)
    return [400, 'invalid_client', 'client_id is not the sub of client_assertion'];
  try {
    const keys = createLocalJWKSet(published.jwks as unknown as JSONWebKeySet);
    const { payload } = await jwtVerify(assertion, keys, {
      algorithms: ['PS256', 'ES256'],
      issuer: claimed,
      subject: claimed,
      audience: [issuerOf(urls), tokenEndpointOf(urls)],
      requiredClaims: ['exp', 'jti'],
      clockTolerance: skew,
      currentDate: now,
    });
    return replayed(world, `${claimed} ${payload.jti ?? ''}`, (payload.exp ?? 0) + skew, now)
      ? [400, 'invalid_client', 'client_assertion: its jti was used before']
      : claimed;
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    // RFC 6749 section 5.2 has no quotation marks in a description.
    return [400, 'invalid_client', `client_assertion: ${error.message.replaceAll('"', "'")}`];
  }
}

function subjectOf(assertion: string): string | undefined {
  try {
    return decodeJwt(assertion).sub;
  } catch {
    return undefined;
  }
}

/** Whether an assertion comes again; what has expired need not be remembered. Times in seconds. */
function replayed(world: World, name: string, until: number, now: Date): boolean {
  const seconds = now.getTime() / 1000;
  for (const [known, end] of world.assertions) if (end < seconds) world.assertions.delete(known);
  if (world.assertions.has(name)) return true;
  world.assertions.set(name, until);
  return false;
}

function refused([status, error, description]: Refusal): Answer {
  return uncached(jsonAnswer({ error, error_description: description }, status));
}

function uncached(reply: Answer): Answer {
  return { ...reply, headers: { ...reply.headers, 'cache-control': 'no-store', pragma: 'no-cache' } };
}

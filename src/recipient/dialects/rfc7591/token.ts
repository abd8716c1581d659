import { Unproven } from '../../../nouns/errors.js';
import type { Exchange, MadeJwt } from '../../../nouns/exchange.js';
import { isJsonObject, type Json, type JsonObject } from '../../../nouns/json.js';
import type { Doing } from '../../action.js';
import { finish, formBody, signerOf, type Built } from '../../build-request.js';
import { isSuccess, statusOf } from '../../dialect.js';
import { deviationsOf } from '../../edits.js';
import { castKeys, makeJwt, type JwtMade } from '../../make-jwt.js';
import { bodyOf, currentRegistration, noRegistration, type Registration } from '../../scene.js';
import { assertionAlg, choose } from './choices.js';

/** What an answer of the token endpoint says about the client that asked. */
export type Recognition = 'yes' | 'no' | 'unclear';

/** Errors that a server raises only after it has made sure who asks (RFC 6749 section 5.2). */
const afterAuthentication = ['invalid_grant', 'unauthorized_client', 'invalid_scope'];

/**
 * A request by which the registered client shows itself: client_credentials where it is registered for that grant, else an
 * authorisation code that was never issued. `invalid_grant` then says that the client was recognised, `invalid_client`
 * that it was not (RFC 6749 section 5.2), and nobody has to log in.
 */
export async function tokenRequest(doing: Doing): Promise<Built> {
  const { scene, client, edits } = doing;
  const { facts } = scene.world;
  if (facts.endpoints.token === '') throw new Unproven('the token endpoint is not known');
  const registration = currentRegistration(client);
  const clientId = edits.client?.id ?? registration?.clientId;
  if (clientId === undefined) throw new Unproven(noRegistration(client, 'to show to the token endpoint'));
  const body = registration?.body ?? {};
  const { credentials, assertion } = await authenticate(doing, clientId, body);
  const valid: JsonObject = { ...grantOf(doing, body), ...credentials.form };
  const built = finish(client, edits, {
    method: 'POST',
    url: facts.endpoints.token,
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Accept: 'application/json',
      ...credentials.headers,
    },
    body: formBody(valid, edits.form),
  });
  const { authentication } = edits;
  return {
    request: built.request,
    made: assertion === undefined ? [] : [assertion.jwt],
    deviations: [
      ...(assertion?.deviations ?? []),
      ...(authentication === undefined
        ? []
        : [{ where: 'authentication', valid: registeredMethod(doing, body), sent: authentication as Json }]),
      ...deviationsOf('form', valid, edits.form),
      ...built.deviations,
    ],
    sent: assertionValues(assertion?.jwt),
  };
}

function assertionValues(jwt: MadeJwt | undefined): JsonObject {
  return jwt === undefined ? {} : { assertion: jwt.compact, claims: jwt.payload };
}

/** RFC 7591 section 2: a server may have put another method than asked for; without a word it is client_secret_basic. */
function registeredMethod({ scene }: Doing, body: Registration['body']): string {
  const method = body['token_endpoint_auth_method'];
  return typeof method === 'string' ? method : choose(scene.world.facts, scene.world.settings).authMethod;
}

interface Credentials {
  readonly headers: JsonObject;
  readonly form: JsonObject;
}

async function authenticate(
  doing: Doing,
  clientId: string,
  body: Registration['body'],
): Promise<{ readonly credentials: Credentials; readonly assertion?: JwtMade }> {
  const { scene, client, edits } = doing;
  const method = edits.authentication?.method ?? registeredMethod(doing, body);
  const known = body['client_secret'];
  const secret = edits.authentication?.secret ?? (typeof known === 'string' ? known : undefined);
  if (secret !== undefined && secret.length >= 16) scene.secrets.add(secret);
  switch (method) {
    case 'none':
      return { credentials: { headers: {}, form: { client_id: clientId } } };
    case 'client_secret_post':
      return { credentials: { headers: {}, form: { client_id: clientId, client_secret: needed(secret) } } };
    case 'private_key_jwt': {
      const { world } = scene;
      const now = Math.floor(world.now().getTime() / 1000);
      const audience = world.facts.issuer === '' ? world.facts.endpoints.token : world.facts.issuer;
      const assertion = await makeJwt(
        {
          station: 'assertion',
          signer: signerOf(client),
          alg: assertionAlg(world.facts),
          claims: {
            iss: clientId,
            sub: clientId,
            aud: audience,
            iat: now,
            exp: now + 60,
            jti: scene.dice.uuid(),
          },
        },
        edits.assertion ?? {},
        castKeys(world.cast),
        world.mutations,
      );
      const form = {
        client_id: clientId,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion.jwt.compact,
      };
      return { credentials: { headers: {}, form }, assertion };
    }
    default: {
      const Authorization = basic(clientId, needed(secret));
      return { credentials: { headers: { Authorization }, form: {} } };
    }
  }
}

function needed(secret: string | undefined): string {
  if (secret === undefined) throw new Unproven('the server gave the client no client_secret');
  return secret;
}

/** RFC 6749 section 2.3.1: both parts are form-encoded before they are joined. */
function basic(clientId: string, secret: string): string {
  const encoded = [clientId, secret].map((part) =>
    new URLSearchParams([['', part]]).toString().slice('='.length),
  );
  return `Basic ${Buffer.from(encoded.join(':'), 'utf8').toString('base64')}`;
}

function grantOf({ scene }: Doing, body: Registration['body']): JsonObject {
  const { facts, settings } = scene.world;
  const grants = Array.isArray(body['grant_types'])
    ? body['grant_types']
    : choose(facts, settings).grantTypes;
  if (grants.includes('client_credentials')) {
    return {
      grant_type: 'client_credentials',
      ...(settings.scope === undefined ? {} : { scope: settings.scope }),
    };
  }
  const redirectUris: readonly Json[] = Array.isArray(body['redirect_uris']) ? body['redirect_uris'] : [];
  return {
    grant_type: 'authorization_code',
    code: scene.dice.hex(24),
    redirect_uri: redirectUris[0] ?? 'https://client.example/',
    // RFC 7636 section 4.1: 43 characters at least.
    code_verifier: scene.dice.hex(32),
  };
}

/** `recognised` says whether the endpoint knew the client; a token is kept from every report. */
export function tokenAnswer({ scene }: Doing, { sent }: Built, exchange: Exchange): JsonObject {
  const body = bodyOf(exchange);
  const token = body['access_token'];
  if (typeof token === 'string') scene.secrets.add(token);
  return { ...body, recognised: recognition(exchange), sent };
}

/** What the answer says about the client: not every server looks at the client before the rest of a request. */
export function recognition(exchange: Exchange): Recognition {
  const json = exchange.outcome.kind === 'answer' ? exchange.outcome.json : undefined;
  const error = isJsonObject(json) ? json['error'] : undefined;
  if (isSuccess(exchange)) return 'yes';
  if (error === 'invalid_client' || statusOf(exchange) === 401) return 'no';
  return typeof error === 'string' && afterAuthentication.includes(error) ? 'yes' : 'unclear';
}

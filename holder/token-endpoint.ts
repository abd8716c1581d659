/**
 * The token endpoint and its sisters (revocation, introspection, PAR). The edge authenticates the client by the
 * holder's rules, then hands the request to the provider, which authenticates it again and grants.
 */
import { createPrivateKey, type JsonWebKey, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { publicJwk, type ServerKeys } from './authorisation-server.js';
import { type Context, nowSeconds } from './context.js';
import { headerKeys, readable } from './examination.js';
import { type Ask, noStore, type Reply } from './exchange.js';
import { asText, isObject } from './json.js';
import { parseJws } from './jws.js';
import { mintJwtToken, opaqueToken } from './jwt-token.js';
import { OutboundError } from './outbound.js';
import type { InFlight } from './provider-adapter.js';
import { refuseClient, refuseGrant } from './refusal.js';
import { applyClaimRules } from './rules/claims.js';
import type { Jwk } from './signature.js';
import { jwtBearer } from './vocabulary.js';

/** Hands a form to the provider and gives its answer. */
export type Forward = (form: URLSearchParams, request: InFlight) => Promise<Reply>;

/** Serves a form request of an authenticated client. Throws Refusal. */
export const serveTokenRequest = async (
  ask: Ask,
  endpoint: 'token' | 'other',
  context: Context,
  keys: ServerKeys,
  forward: Forward,
): Promise<Reply> => {
  const { rules, addresses } = context;
  if (!rules.tokenMethods.includes(ask.method)) {
    return { status: 405, headers: { allow: rules.tokenMethods.join(', ') }, body: undefined };
  }
  if (ask.method === 'POST') rules.tokenMediaType(ask.headers);
  const parameters = rules.tokenParameters((await ask.body(rules.bodyLimit)).toString('utf8'), ask);
  rules.otherCredentials(ask, parameters);
  const { clientId, key } = await authenticate(ask, parameters, context);
  const form = new URLSearchParams([...parameters]);
  if (endpoint === 'token') {
    const grantType = rules.grantType(parameters.get('grant_type'));
    form.set('grant_type', grantType);
    if (grantType === 'client_credentials') form.set('scope', rules.tokenScope(parameters.get('scope')));
  }
  const token = form.get('token');
  if (rules.tokenFormat === 'jwt' && token !== null)
    form.set('token', (await opaqueToken(token, keys)) ?? '');
  const registered = asText(context.store.byClientId(clientId)?.document.token_endpoint_auth_signing_alg);
  const bound = rules.tokenBound && ask.thumbprint !== undefined;
  const { tokenSeconds } = rules;
  if (key !== undefined && !context.altered) {
    return finish(
      await forward(form, { key, alg: registered, bound, tokenSeconds }),
      endpoint,
      context,
      keys,
    );
  }
  // The rules in force are not the provider's own: the edge vouches for the client it has authenticated.
  form.delete('client_secret');
  form.set('client_id', clientId);
  form.set('client_assertion_type', jwtBearer);
  form.set('client_assertion', await vouch(clientId, addresses.tls, keys));
  const request: InFlight = { key: publicJwk(keys.edge), alg: 'ES256', bound, tokenSeconds };
  return finish(await forward(form, request), endpoint, context, keys);
};

const authenticate = async (
  ask: Ask,
  parameters: ReadonlyMap<string, string>,
  context: Context,
): Promise<{ clientId: string; key: Jwk | undefined }> => {
  const { rules, store, addresses } = context;
  const assertion = parameters.get('client_assertion');
  if (assertion === undefined)
    return { clientId: rules.otherAuthentication(ask, parameters), key: undefined };
  rules.assertionType(parameters.get('client_assertion_type'));
  const jws = readable(refuseClient, () => parseJws(assertion, rules.assertionJws));
  const party = rules.assertionClient(jws.payload, (id) => store.bySoftware(id)?.clientId);
  const client = typeof party === 'string' ? store.byClientId(party) : undefined;
  if (client === undefined || client.usableFrom > context.now()) return refuseClient('the client is unknown');
  const { clientId, document } = client;
  rules.served(context.registerAnswered());
  rules.clientIdAgrees(parameters.get('client_id'), clientId);
  rules.assertionAlg(jws.header.alg, document.token_endpoint_auth_signing_alg);
  const read = (url: string): Promise<readonly Jwk[]> =>
    context.keySets.read(url, jws.header.kid, rules.assertionKeys);
  const published = await read(asText(document.jwks_uri)).catch((error: unknown) => {
    if (!(error instanceof OutboundError)) throw error;
    return refuseClient(`the keys of the client could not be had: ${error.message}`);
  });
  const keys = [...published, ...(await headerKeys(jws, rules.assertionJws, read))];
  const key = readable(refuseClient, () => rules.assertionVerified(jws, keys, rules.assertionJws));
  const now = nowSeconds(context);
  applyClaimRules(rules.assertionClaims, {
    claims: jws.payload,
    now,
    issuer: addresses.issuer,
    party: clientId,
    audiences: [addresses.issuer, ...endpoints(ask, context)],
    used: (jti) => store.jtiUsed(`assertion ${clientId}`, jti, now),
  });
  const { jti, exp } = jws.payload;
  if (rules.assertionJtiRemembered && typeof jti === 'string') {
    store.rememberJti(`assertion ${clientId}`, jti, typeof exp === 'number' ? exp + 120 : Infinity);
  }
  return { clientId, key };
};

/** The token endpoint as published, its alias, and the endpoint that was called (CDR-DCR-REQ-130). */
const endpoints = (ask: Ask, { addresses, rules }: Context): readonly string[] => [
  `${addresses.mtls}/token`,
  ...(rules.aliases ? [`${addresses.tls}/token`] : []),
  `${addresses.mtls}${ask.path.slice(rules.pathPrefix.length)}`,
];

const vouch = (clientId: string, audience: string, keys: ServerKeys): Promise<string> =>
  new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: 'ES256', kid: 'edge' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(new URL(audience).origin)
    .setExpirationTime('1 minute')
    .sign(createPrivateKey({ key: keys.edge as JsonWebKey, format: 'jwk' }));

const finish = async (
  reply: Reply,
  endpoint: 'token' | 'other',
  context: Context,
  keys: ServerKeys,
): Promise<Reply> => {
  if (endpoint === 'other' || reply.body === undefined) return reply;
  const body: unknown = JSON.parse(reply.body);
  if (!isObject(body)) return refuseGrant('invalid_request', 'the token request cannot be served');
  if (reply.status !== 200) return context.rules.tokenReply(reply);
  const formed = context.rules.tokenFormat === 'jwt' ? await mintJwtToken(body, context, keys) : body;
  const headers = { ...reply.headers, ...noStore };
  return context.rules.tokenReply({
    ...reply,
    headers,
    body: JSON.stringify(context.rules.tokenAnswer(formed)),
  });
};

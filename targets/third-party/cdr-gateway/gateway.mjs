import { createHash } from 'node:crypto';

import { decodeJwt } from 'jose';

import { envelopes } from './envelope.mjs';
import { answerOf, metadataOf } from './metadata.mjs';
import { badRequest, badToken, Refusal, refused } from './refusal.mjs';
import { upstream } from './upstream.mjs';

const base = '/api/oidc';
const digest = (text) => createHash('sha256').update(text).digest('base64url');

/**
 * A CDR gateway before an RFC 7591 server that knows nothing of the CDR: it opens the signed request, sends the server
 * plain metadata, notes which certificate an access token was issued to, and at the management endpoint swaps that token
 * for the registration access token. It answers with the CDR's statuses and with everything that was registered (what
 * Glewlwyd gives to read is a part of it). What is accepted and refused, and the token endpoint, are the server's own.
 * @param {{ behind: string, origin: string, mtlsOrigin: string, issuer: string, registerJwksUri: string }} settings
 *   origins of the server, of our TLS and of our mutual TLS listener
 */
export function gateway({ behind, origin, issuer, mtlsOrigin, registerJwksUri }) {
  const server = upstream(behind);
  const open = envelopes({ issuer, registerJwksUri });
  /** client_id → registration access token, software_id, what was registered as the CDR shows it */
  const clients = new Map();
  /** SHA-256 of an access token → client, certificate, scope, end of life (seconds) */
  const tokens = new Map();

  async function discovery() {
    const { json } = await server.get(`${base}/.well-known/openid-configuration`);
    const algs = ['PS256', 'ES256'];
    return jsonAnswer(200, {
      ...json,
      issuer,
      registration_endpoint: `${mtlsOrigin}${base}/register`,
      token_endpoint: `${mtlsOrigin}${base}/token`,
      userinfo_endpoint: `${mtlsOrigin}${base}/userinfo`,
      introspection_endpoint: `${mtlsOrigin}${base}/introspect`,
      revocation_endpoint: `${mtlsOrigin}${base}/revoke`,
      jwks_uri: `${origin}${base}/jwks`,
      authorization_endpoint: `${origin}${base}/auth`,
      scopes_supported: ['openid', 'profile', 'cdr:registration'],
      response_types_supported: ['code'],
      response_modes_supported: ['jwt'],
      grant_types_supported: ['authorization_code', 'client_credentials', 'refresh_token'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: algs,
      request_object_signing_alg_values_supported: algs,
      id_token_signing_alg_values_supported: ['PS256'],
      authorization_signing_alg_values_supported: ['PS256'],
      tls_client_certificate_bound_access_tokens: true,
    });
  }

  async function register(request) {
    const opened = await open(jwtOf(request));
    const answer = await server.post(`${base}/register`, metadataOf(opened));
    const { client_id: clientId, registration_access_token: token } = answer.json ?? {};
    if (answer.status >= 300 || clientId === undefined) return answer;
    const { software_id: softwareId, jwks_uri: jwksUri } = opened.statement;
    const registered = answerOf(answer.json, jwksUri);
    clients.set(clientId, { token, softwareId, registered });
    return jsonAnswer(201, registered);
  }

  async function manage(request, clientId) {
    const { client, revoke } = authorised(request, clientId);
    const path = `${base}/register/${encodeURIComponent(clientId)}`;
    if (request.method === 'DELETE') {
      const answer = await server.delete(path, client.token);
      if (answer.status >= 300) return answer;
      revoke();
      return { status: 204, headers: { 'cache-control': 'no-store' }, body: '' };
    }
    if (request.method === 'GET') {
      const answer = await server.get(path, client.token);
      return answer.status >= 300 ? answer : jsonAnswer(200, client.registered);
    }
    const opened = await open(jwtOf(request));
    if (opened.statement.software_id !== client.softwareId) {
      throw badRequest('invalid_client_metadata', 'software_id cannot be changed');
    }
    const answer = await server.put(path, { ...metadataOf(opened), client_id: clientId }, client.token);
    if (answer.status >= 300 || answer.json === undefined) return answer;
    const { registration_access_token: token = client.token } = answer.json;
    const { client_id_issued_at: since } = client.registered;
    const registered = {
      ...answerOf(answer.json, opened.statement.jwks_uri),
      client_id: clientId,
      client_id_issued_at: since,
    };
    clients.set(clientId, { ...client, token, registered });
    return jsonAnswer(200, registered);
  }

  /** The client whose registration a request may manage. @throws Refusal 401 or 403 (RFC 6750 section 3.1) */
  function authorised({ headers, thumbprint }, clientId) {
    const [, bearer] = /^Bearer ([\w.~+/-]+=*)$/i.exec(headers.authorization ?? '') ?? [];
    if (bearer === undefined) throw badToken('no access token');
    const token = tokens.get(digest(bearer));
    if (token === undefined || token.until < Date.now() / 1000)
      throw badToken('the access token is not valid');
    if (token.thumbprint !== thumbprint) throw badToken('the access token belongs to another certificate');
    const client = clients.get(clientId);
    if (client === undefined || token.clientId !== clientId) throw badToken('the client is another one');
    if (!token.scope.split(' ').includes('cdr:registration')) {
      throw new Refusal(403, 'insufficient_scope', 'the scope cdr:registration is missing');
    }
    const revoke = () => {
      clients.delete(clientId);
      for (const [key, one] of tokens) if (one.clientId === clientId) tokens.delete(key);
    };
    return { client, revoke };
  }

  async function token({ method, headers, body, thumbprint }) {
    const passed = Object.fromEntries(
      ['content-type', 'authorization'].flatMap((name) =>
        headers[name] === undefined ? [] : [[name, headers[name]]],
      ),
    );
    const answer = await server.pass(`${base}/token`, method, passed, method === 'GET' ? undefined : body);
    if (answer.status === 200 && typeof answer.json?.access_token === 'string') {
      const { access_token: issued, scope = '', expires_in: seconds = 0 } = answer.json;
      const until = Date.now() / 1000 + seconds;
      tokens.set(digest(issued), { clientId: clientOf(body), thumbprint, scope, until });
    }
    return answer;
  }

  const overTls = (request) => {
    const { method, path } = request;
    if (`${origin}${path}` === `${issuer}/.well-known/openid-configuration` && method === 'GET')
      return discovery();
    if (path === `${base}/jwks` && method === 'GET') return server.get(path);
    return nothing();
  };
  const overMutualTls = (request) => {
    const { method, path } = request;
    const [, clientId] = new RegExp(`^${base}/register/([^/]+)$`).exec(path) ?? [];
    if (path === `${base}/token`) return token(request);
    if (path === `${base}/register`) return method === 'POST' ? register(request) : notAllowed('POST');
    if (clientId !== undefined) {
      return ['GET', 'PUT', 'DELETE'].includes(method)
        ? manage(request, decodeURIComponent(clientId))
        : notAllowed('GET, PUT, DELETE');
    }
    return nothing();
  };
  const safely = (serve) => async (request) => {
    try {
      return await serve(request);
    } catch (error) {
      if (error instanceof Refusal) return refused(error);
      throw error;
    }
  };
  return { overTls: safely(overTls), overMutualTls: safely(overMutualTls) };
}

/** The body of a registration request (CDS: `application/jwt`). */
function jwtOf({ headers, body }) {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/jwt') {
    throw badRequest('invalid_client_metadata', 'the body has to be application/jwt');
  }
  return body;
}

/** The client that an assertion names; the server behind has verified it when this is asked. */
function clientOf(form) {
  const fields = new URLSearchParams(form);
  try {
    return decodeJwt(fields.get('client_assertion') ?? '').sub;
  } catch {
    return fields.get('client_id') ?? undefined;
  }
}

function jsonAnswer(status, value) {
  return {
    status,
    headers: { 'cache-control': 'no-store', 'content-type': 'application/json' },
    body: JSON.stringify(value),
  };
}

const nothing = () => ({ status: 404, headers: {}, body: '' });
const notAllowed = (allow) => ({ status: 405, headers: { allow }, body: '' });

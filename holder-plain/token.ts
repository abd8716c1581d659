import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';

import type { Call, PlainClient, Registry, Reply, Rules, Shown } from './types.js';

/** The token endpoint (RFC 6749 section 5.2): no code was ever issued, so that a recognised client gets invalid_grant. */
export async function answerToken(call: Call, rules: Rules, registry: Registry): Promise<Reply> {
  const form = new URLSearchParams(call.body);
  const { id, shown } = whoAsks(call, form);
  const client = registry.clients.get(id);
  const assertion = form.get('client_assertion');
  const known =
    client !== undefined &&
    (assertion === null
      ? rules.recognise(client, shown)
      : await isSignedBy(client, assertion, registry.issuer));
  if (!known) {
    const challenge: Reply['headers'] =
      shown.method === 'client_secret_basic' ? { 'www-authenticate': 'Basic realm="token"' } : {};
    return rules.finish({ status: 401, headers: challenge, body: { error: 'invalid_client' } }, call);
  }
  const error = form.get('grant_type') === 'authorization_code' ? 'invalid_grant' : 'unsupported_grant_type';
  return rules.finish({ status: 400, headers: {}, body: { error } }, call);
}

/** RFC 7523 section 3. */
async function isSignedBy(client: PlainClient, assertion: string, issuer: string): Promise<boolean> {
  const { jwks, token_endpoint_auth_method: method } = client.metadata;
  if (method !== 'private_key_jwt') return false;
  try {
    const keys = createLocalJWKSet(jwks as JSONWebKeySet);
    await jwtVerify(assertion, keys, { issuer: client.id, subject: client.id, audience: issuer });
    return true;
  } catch {
    return false;
  }
}

function whoAsks(
  { authorization }: Call,
  form: URLSearchParams,
): { readonly id: string; readonly shown: Shown } {
  const [, encoded] = /^Basic (.*)$/i.exec(authorization ?? '') ?? [];
  if (encoded !== undefined) {
    const [id = '', secret = ''] = Buffer.from(encoded, 'base64')
      .toString('utf8')
      .split(':')
      .map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    return { id, shown: { method: 'client_secret_basic', secret } };
  }
  const secret = form.get('client_secret') ?? undefined;
  const method = secret === undefined ? 'none' : 'client_secret_post';
  return { id: form.get('client_id') ?? '', shown: { method, secret } };
}

import type { Call, Registry, Reply, Rules, Shown } from './types.js';

/** The token endpoint (RFC 6749 section 5.2): no code was ever issued, so that a recognised client gets invalid_grant. */
export function answerToken(call: Call, rules: Rules, { clients }: Registry): Reply {
  const form = new URLSearchParams(call.body);
  const { id, shown } = whoAsks(call, form);
  const client = clients.get(id);
  if (client === undefined || !rules.recognise(client, shown)) {
    const challenge =
      shown.method === 'client_secret_basic' ? { 'www-authenticate': 'Basic realm="token"' } : {};
    return rules.finish({ status: 401, headers: challenge, body: { error: 'invalid_client' } }, call);
  }
  const error = form.get('grant_type') === 'authorization_code' ? 'invalid_grant' : 'unsupported_grant_type';
  return rules.finish({ status: 400, headers: {}, body: { error } }, call);
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

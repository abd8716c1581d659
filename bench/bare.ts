/**
 * The bare script that a run is compared with: undici and jose, the same requests (a registration, a token, a deletion),
 * no judging and no reports.
 * `node bare.js SETTINGS.json`: prints milliseconds from process start to the last answer.
 */
import { readFileSync } from 'node:fs';
import { createPrivateKey, randomUUID } from 'node:crypto';

import { CompactSign } from 'jose';
import { Agent } from 'undici';

interface Settings {
  readonly url: string;
  readonly tokenUrl: string;
  readonly issuer: string;
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
  readonly registerKey: { readonly pem: string; readonly kid: string };
  readonly recipientKey: { readonly pem: string; readonly kid: string };
  readonly hostUrl: string;
  readonly softwareId: string;
  readonly requests: number;
  readonly inFlight: number;
}

const settings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Settings;
const agent = new Agent({
  connections: settings.inFlight,
  connect: { key: settings.key, cert: settings.cert, ca: settings.ca },
});
const registerKey = createPrivateKey(settings.registerKey.pem);
const recipientKey = createPrivateKey(settings.recipientKey.pem);
const sign = (payload: object, kid: string, key: typeof registerKey): Promise<string> =>
  new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'PS256', kid, typ: 'JWT' })
    .sign(key);

async function registration(): Promise<void> {
  const seconds = Math.floor(Date.now() / 1000);
  const base = `${settings.hostUrl}/products/${settings.softwareId}`;
  const statement = await sign(
    {
      iss: 'cdr-register',
      iat: seconds,
      exp: seconds + 600,
      jti: randomUUID(),
      org_id: randomUUID(),
      org_name: 'Conformance Brand',
      client_name: 'bench',
      client_description: 'bench',
      client_uri: base,
      redirect_uris: [`${base}/callback/one`],
      logo_uri: base,
      jwks_uri: `${base}/jwks`,
      software_id: settings.softwareId,
      software_roles: 'data-recipient-software-product',
      scope: 'openid profile cdr:registration',
    },
    settings.registerKey.kid,
    registerKey,
  );
  const body = await sign(
    {
      iss: settings.softwareId,
      iat: seconds,
      exp: seconds + 300,
      jti: randomUUID(),
      aud: settings.issuer,
      redirect_uris: [`${base}/callback/one`],
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'PS256',
      grant_types: ['client_credentials', 'authorization_code', 'refresh_token'],
      response_types: ['code'],
      id_token_signed_response_alg: 'PS256',
      software_statement: statement,
    },
    settings.recipientKey.kid,
    recipientKey,
  );
  const { client_id: clientId } = await ask('POST', settings.url, 201, {
    headers: { 'content-type': 'application/jwt' },
    body,
  });
  const assertion = await sign(
    {
      iss: clientId,
      sub: clientId,
      aud: settings.issuer,
      iat: seconds,
      exp: seconds + 300,
      jti: randomUUID(),
    },
    settings.recipientKey.kid,
    recipientKey,
  );
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: String(clientId),
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    scope: 'cdr:registration',
  });
  const { access_token: token } = await ask('POST', settings.tokenUrl, 200, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
  await ask('DELETE', `${settings.url}/${String(clientId)}`, 204, {
    headers: { authorization: `Bearer ${String(token)}` },
  });
}

async function ask(
  method: 'POST' | 'DELETE',
  address: string,
  due: number,
  request: { readonly headers: Record<string, string>; readonly body?: string },
): Promise<Record<string, unknown>> {
  const { origin, pathname: path } = new URL(address);
  const { statusCode, body } = await agent.request({ origin, path, method, ...request });
  const text = await body.text();
  if (statusCode !== due) throw new Error(`the bare script was answered ${String(statusCode)}: ${text}`);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

let next = 0;
await Promise.all(
  Array.from({ length: settings.inFlight }, async () => {
    while (next++ < settings.requests) await registration();
  }),
);
process.stdout.write(`${String(Math.round(performance.now()))}\n`);
await agent.close();

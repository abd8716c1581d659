/**
 * The smallest registration server that does real work: mutual TLS, both signatures verified, 201 with the metadata.
 * Run as a process of its own, so that neither side of a comparison shares its time with the server.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';

import { compactVerify, decodeJwt, importJWK, type JWK, type CryptoKey } from 'jose';

interface Settings {
  readonly key: string;
  readonly cert: string;
  readonly ca: string;
  readonly registerJwks: string;
  /** Milliseconds before each answer of the registration endpoint. */
  readonly delayMs: number;
}

const settings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Settings;
const keys = new Map<string, Promise<CryptoKey | Uint8Array>>();
const clients = new Map<string, object>();
/** Whether the first registration was told. */
let told = false;

function fetchKeys(url: string): Promise<readonly JWK[]> {
  return new Promise((resolve, reject) => {
    get(url, { ca: settings.ca }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve((JSON.parse(text) as { keys: JWK[] }).keys);
      });
    }).on('error', reject);
  });
}

/** Keys are remembered by kid, as a holder under load would do. */
async function verify(token: string, jwksUri: string): Promise<Record<string, unknown>> {
  const header = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as {
    kid: string;
  };
  if (!keys.has(header.kid)) {
    for (const jwk of await fetchKeys(jwksUri)) {
      if (jwk.kid !== undefined) keys.set(jwk.kid, importJWK(jwk, jwk.alg ?? 'PS256'));
    }
  }
  const key = await keys.get(header.kid);
  if (key === undefined) throw new Error('unknown kid');
  const { payload } = await compactVerify(token, key);
  return JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown>;
}

const server = createServer(
  {
    key: settings.key,
    cert: settings.cert,
    ca: settings.ca,
    requestCert: true,
    rejectUnauthorized: false,
  },
  (request, response) => {
    const base = `https://localhost:${String((server.address() as AddressInfo).port)}`;
    const answer = (status: number, body?: object): void => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    };
    const arrived = Date.now();
    const { method, url = '/' } = request;
    if (url === '/.well-known/openid-configuration') {
      answer(200, {
        issuer: base,
        registration_endpoint: `${base}/register`,
        token_endpoint: `${base}/token`,
        jwks_uri: `${base}/jwks`,
        response_types_supported: ['code'],
        token_endpoint_auth_signing_alg_values_supported: ['PS256', 'ES256'],
      });
      return;
    }
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      void serve().catch((error: unknown) => {
        answer(400, { error: 'invalid_client_metadata', error_description: String(error) });
      });
    });
    async function serve(): Promise<void> {
      if (!('authorized' in request.socket && request.socket.authorized === true)) {
        answer(401);
        return;
      }
      if (url === '/token') {
        const assertion = new URLSearchParams(body).get('client_assertion') ?? '';
        await verify(assertion, '');
        answer(200, {
          access_token: randomUUID(),
          token_type: 'Bearer',
          expires_in: 300,
          scope: 'cdr:registration',
        });
        return;
      }
      if (method === 'POST' || method === 'PUT') {
        if (!told) process.stdout.write(`${String(arrived)}\n`);
        told = true;
        const statement = String(decodeJwt(body)['software_statement']);
        const ssa = await verify(statement, settings.registerJwks);
        const claims = await verify(body, String(ssa['jwks_uri']));
        const clientId = method === 'PUT' ? (url.split('/').at(-1) ?? '') : randomUUID();
        const client = { ...claims, client_id: clientId, software_id: ssa['software_id'] };
        clients.set(clientId, client);
        if (settings.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, settings.delayMs));
        answer(method === 'PUT' ? 200 : 201, client);
        return;
      }
      const id = url.split('/').at(-1) ?? '';
      const client = clients.get(id);
      if (client === undefined) answer(401);
      else if (method === 'DELETE') {
        clients.delete(id);
        answer(204);
      } else answer(200, client);
    }
  },
);
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${String((server.address() as AddressInfo).port)}\n`);
});
process.stdin.on('close', () => process.exit(0)).resume();

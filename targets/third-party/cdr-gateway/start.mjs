// Glewlwyd behind a CDR gateway: what is tested is the two together.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startGlewlwyd } from '../glewlwyd/glewlwyd.mjs';
import { debianVersion } from '../lib/debian.mjs';
import { announce, close, stopWhenTold } from '../lib/serve.mjs';
import { makeCertificates } from './certificates.mjs';
import { gateway } from './gateway.mjs';

/** Bytes of a request that are read; a registration request has less than ten thousand. */
const bodyLimit = 256 * 1024;

const { REGISTER_JWKS_URI: registerJwksUri, CLIENT_CA: clientCa } = process.env;
if (registerJwksUri === undefined || clientCa === undefined) {
  throw new Error('REGISTER_JWKS_URI (of the Register) and CLIENT_CA (a PEM file) have to be set');
}
const folder = mkdtempSync(join(tmpdir(), 'cdr-gateway-'));
const { authorityPath, key, cert } = makeCertificates(folder);
const tls = {
  key,
  cert,
  minVersion: 'TLSv1.2',
  // FAPI 1.0 Advanced 8.5, and the suites of TLS 1.3.
  ciphers:
    'ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256',
};
const open = createServer(tls);
const mutual = createServer({
  ...tls,
  ca: readFileSync(clientCa),
  requestCert: true,
  rejectUnauthorized: true,
});
const portOf = (server) =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
const origin = `https://localhost:${await portOf(open)}`;
const mtlsOrigin = `https://localhost:${await portOf(mutual)}`;

// The one audience of client assertions that Glewlwyd accepts is its token endpoint, as derived from its public URL; the
// CDR's is the issuer. So this holder's issuer is what Glewlwyd takes for its token endpoint.
const glewlwyd = await startGlewlwyd({ publicUrl: origin, scopes: ['cdr:registration'], tokenSeconds: 300 });
const issuer = `${origin}/api/oidc/token`;
const { overTls, overMutualTls } = gateway({
  behind: glewlwyd.origin,
  origin,
  mtlsOrigin,
  issuer,
  registerJwksUri,
});

async function readBody(incoming) {
  const chunks = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size <= bodyLimit) chunks.push(chunk);
  }
  return size > bodyLimit ? undefined : Buffer.concat(chunks).toString('utf8');
}

const listener = (serve) => async (incoming, outgoing) => {
  try {
    const body = await readBody(incoming);
    const certificate = incoming.socket.getPeerX509Certificate?.();
    const answer =
      body === undefined
        ? { status: 413, headers: {}, body: '' }
        : await serve({
            method: incoming.method,
            path: new URL(incoming.url, origin).pathname,
            headers: incoming.headers,
            body,
            thumbprint: certificate && createHash('sha256').update(certificate.raw).digest('base64url'),
          });
    outgoing.writeHead(answer.status, answer.headers).end(answer.body);
  } catch (error) {
    process.stderr.write(`${error.stack}\n`);
    outgoing.writeHead(500).end();
  }
};
open.on('request', listener(overTls));
mutual.on('request', listener(overMutualTls));

stopWhenTold(async () => {
  await Promise.all([close(open), close(mutual), glewlwyd.stop()]);
  rmSync(folder, { recursive: true, force: true });
});
announce({
  version: debianVersion('glewlwyd'),
  issuer,
  discovery: `${issuer}/.well-known/openid-configuration`,
  registration: `${mtlsOrigin}/api/oidc/register`,
  facts: { CA: authorityPath },
});

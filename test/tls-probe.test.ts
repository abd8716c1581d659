import assert from 'node:assert/strict';
import { constants } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createPlain, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createServer, type TlsOptions } from 'node:tls';
import { openCast, type Cast } from '../src/cast/cast.js';
import { cipherSuites } from '../src/recipient/cipher-suites.js';
import { readServerFlight } from '../src/recipient/server-flight.js';
import { offerTo, shakeHands, type Authority } from '../src/recipient/shaking-hands.js';

const gcm = 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256';
const cbc = 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA';

describe('offers of TLS versions and cipher suites', () => {
  const root = mkdtempSync(join(tmpdir(), 'tls-'));
  const servers: Server[] = [];
  let cast: Cast;
  before(async () => {
    cast = await openCast(join(root, 'keys'));
  });
  after(() => {
    for (const server of servers) server.close();
    rmSync(root, { recursive: true });
  });

  async function listen(server: Server): Promise<Authority> {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { host: 'localhost', port: (server.address() as AddressInfo).port };
  }
  function tlsServer(options: TlsOptions): Promise<Authority> {
    const { keyPem, certificatePem } = cast.identity('holder');
    const server = createServer({ key: keyPem, cert: certificatePem, ...options });
    server.on('tlsClientError', () => undefined);
    return listen(server);
  }

  it('are accepted by a server that has what is offered, and refused by one that has not', async () => {
    const strict = await tlsServer({ minVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' });
    assert.deepEqual(await offerTo(strict, { version: 'TLSv1.2', suites: [gcm] }), {
      accepted: true,
      protocol: 'TLSv1.2',
      suite: gcm,
    });
    assert.deepEqual(await offerTo(strict, { version: 'TLSv1.2', suites: [cbc] }), {
      accepted: false,
      why: 'alert handshake_failure (40)',
    });
    const all = Object.keys(cipherSuites);
    for (const version of ['SSLv3', 'TLSv1', 'TLSv1.1'] as const) {
      assert.equal((await offerTo(strict, { version, suites: all }))?.accepted, false, version);
    }
  });

  it('are accepted in old versions where a server still speaks them', async () => {
    const old = await tlsServer({
      minVersion: 'TLSv1',
      ciphers: 'ECDHE-RSA-AES128-SHA:@SECLEVEL=0',
      secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
    });
    for (const version of ['TLSv1', 'TLSv1.1'] as const) {
      assert.deepEqual(await offerTo(old, { version, suites: [gcm, cbc] }), {
        accepted: true,
        protocol: version,
        suite: cbc,
      });
    }
  });

  it('are refused by a server of TLS 1.3 alone, and do not hang on one that is silent or speaks something else', async () => {
    const newest = await tlsServer({ minVersion: 'TLSv1.3' });
    assert.equal((await offerTo(newest, { version: 'TLSv1.2', suites: [gcm] }))?.accepted, false);
    const other = await listen(createPlain((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    assert.deepEqual(await offerTo(other, { version: 'TLSv1.2', suites: [gcm] }), {
      accepted: false,
      why: 'an answer that is no TLS',
    });
  });

  it('say nothing where no connection comes about', async () => {
    assert.equal(
      await offerTo({ host: '127.0.0.1', port: 1 }, { version: 'TLSv1.2', suites: [gcm] }),
      undefined,
    );
  });

  it('tell whether a server asks for a client certificate', async () => {
    const ca = cast.authorityPem;
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      for (const requestCert of [true, false]) {
        const server = await tlsServer({ requestCert, rejectUnauthorized: false, ca });
        const options = { minVersion: version, maxVersion: version };
        const shaken = await shakeHands(server, options, (socket) => socket.getSharedSigalgs().length > 0);
        assert.deepEqual(shaken, { completed: true, seen: requestCert });
      }
    }
  });

  it('wait for the rest of a flight that comes in pieces', () => {
    const alert = Buffer.from([21, 3, 3, 0, 2, 2, 70]);
    assert.equal(readServerFlight(alert.subarray(0, 6)), undefined);
    assert.deepEqual(readServerFlight(alert), { accepted: false, why: 'alert protocol_version (70)' });
  });
});

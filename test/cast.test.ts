import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, connect, type TLSSocket } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { calculateJwkThumbprint, compactVerify, CompactSign, importJWK } from 'jose';
import { openCast, type Cast, type TlsIdentityName } from '../src/cast/cast.js';
import { describeCast } from '../src/cast/describe.js';
import { TargetError } from '../src/nouns/errors.js';

const day = 86_400_000;

describe('the cast', () => {
  const root = mkdtempSync(join(tmpdir(), 'cast-'));
  const folder = join(root, 'keys');
  let cast: Cast;
  before(async () => {
    cast = await openCast(folder);
  });
  after(() => {
    rmSync(root, { recursive: true });
  });

  const fingerprints = (of: Cast): Readonly<Record<string, string>> =>
    Object.fromEntries(describeCast(of).certificates.map(({ name, fingerprint }) => [name, fingerprint]));

  it('keeps its folders at 0700 and its files at 0600', () => {
    for (const path of [folder, join(folder, 'tls'), join(folder, 'signing')]) {
      assert.equal(statSync(path).mode & 0o777, 0o700);
    }
    for (const room of ['tls', 'signing']) {
      for (const file of readdirSync(join(folder, room))) {
        assert.equal(statSync(join(folder, room, file)).mode & 0o777, 0o600, file);
      }
    }
  });

  it('is the same when opened again, and quickly', async () => {
    await openCast(folder);
    const start = performance.now();
    const again = await openCast(folder);
    // 7 to 13 ms were measured; the limit leaves room for a busy machine.
    assert.ok(performance.now() - start < 100);
    assert.deepEqual(describeCast(again), describeCast(cast));
  });

  it('names keys by their RFC 7638 thumbprint and signs so that jose can verify', async () => {
    for (const name of cast.keyNames) {
      const { kid, alg, privateKey, publicJwk } = cast.key(name);
      assert.equal(kid, await calculateJwkThumbprint({ ...publicJwk }));
      assert.equal('d' in publicJwk, false);
      const jws = await new CompactSign(Buffer.from('x')).setProtectedHeader({ alg, kid }).sign(privateKey);
      await compactVerify(jws, await importJWK({ ...publicJwk } as never, alg));
    }
  });

  it('gives its unacceptable clients exactly one fault', () => {
    const facts = (name: TlsIdentityName) => {
      const certificate = new X509Certificate(cast.identity(name).certificatePem);
      return {
        trusted: certificate.verify(new X509Certificate(cast.authorityPem).publicKey),
        started: Date.parse(certificate.validFrom) < Date.now(),
        lasts: Date.parse(certificate.validTo) > Date.now(),
        client: certificate.keyUsage.includes('1.3.6.1.5.5.7.3.2'),
        recipient: certificate.publicKey.equals(
          new X509Certificate(cast.identity('recipient').certificatePem).publicKey,
        ),
      };
    };
    const good = { trusted: true, started: true, lasts: true, client: true, recipient: true };
    assert.deepEqual(facts('recipient'), good);
    assert.deepEqual(facts('expired'), { ...good, lasts: false });
    assert.deepEqual(facts('not-yet-valid'), { ...good, started: false });
    assert.deepEqual(facts('self-signed'), { ...good, trusted: false });
    assert.deepEqual(facts('server-only'), { ...good, client: false });
    assert.deepEqual(facts('neighbour'), { ...good, recipient: false });
    assert.deepEqual(facts('stranger'), { ...good, trusted: false, recipient: false });
  });

  it('is accepted or refused by a TLS server that trusts the Register', async () => {
    const { keyPem, certificatePem } = cast.identity('holder');
    const options = { key: keyPem, cert: certificatePem, ca: cast.authorityPem, requestCert: true };
    const reasons: string[] = [];
    const server = createServer({ ...options, rejectUnauthorized: false }, (socket) => {
      reasons.push(socket.authorized ? 'authorised' : String(socket.authorizationError));
      socket.end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    for (const name of [
      'recipient',
      'neighbour',
      'stranger',
      'expired',
      'not-yet-valid',
      'self-signed',
      'server-only',
    ] as const) {
      const own = cast.identity(name);
      const socket: TLSSocket = connect({
        port,
        host: 'localhost',
        servername: 'localhost',
        ca: cast.authorityPem,
        key: own.keyPem,
        cert: own.certificatePem,
      });
      socket.resume();
      await once(socket, 'close');
    }
    server.close();
    assert.deepEqual(reasons, [
      'authorised',
      'authorised',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'CERT_HAS_EXPIRED',
      'CERT_NOT_YET_VALID',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'INVALID_PURPOSE',
    ]);
  });

  it('renews what is about to expire and keeps keys and everything else', async () => {
    const copy = await openCast(join(root, 'renewed'));
    const first = fingerprints(copy);
    const kids = describeCast(copy).keys;
    const later = await openCast(copy.folder, { now: new Date(Date.now() + 391 * day) });
    const second = fingerprints(later);
    const changed = Object.keys(first).filter((name) => first[name] !== second[name]);
    assert.deepEqual(changed.sort(), [
      'holder',
      'host',
      'leaf-issued',
      'namesake',
      'neighbour',
      'no-intermediate',
      'not-yet-valid',
      'recipient',
      'revoked',
      'self-signed',
      'server-only',
      'stranger',
    ]);
    assert.deepEqual(describeCast(later).keys, kids);
    assert.equal(later.identity('recipient').keyPem, copy.identity('recipient').keyPem);
    const named = await openCast(copy.folder, {
      now: new Date(Date.now() + 391 * day),
      hostNames: ['host.test'],
    });
    const certificate = new X509Certificate(named.identity('host').certificatePem);
    assert.equal(certificate.checkHost('host.test'), 'host.test');
    assert.equal(certificate.checkIP('::1'), '::1');
    const unnamed = await openCast(copy.folder, { now: new Date(Date.now() + 391 * day) });
    assert.deepEqual(fingerprints(unnamed), fingerprints(named));
  });

  it('issues everything anew that a replaced authority had signed', async () => {
    rmSync(join(root, 'renewed', 'tls', 'register-authority.key.pem'));
    const replaced = await openCast(join(root, 'renewed'));
    const authority = new X509Certificate(replaced.authorityPem);
    for (const name of ['recipient', 'expired', 'host', 'holder'] as const) {
      assert.ok(
        new X509Certificate(replaced.identity(name).certificatePem).verify(authority.publicKey),
        name,
      );
    }
  });

  it('refuses a private key that others may read, and names the cure', async () => {
    const file = join(folder, 'signing', 'recipient-ps256.jwk.json');
    chmodSync(file, 0o640);
    try {
      await assert.rejects(openCast(folder), (error: unknown) => {
        assert.ok(error instanceof TargetError);
        assert.match(error.message, /recipient-ps256.*mode 0640.*chmod 600 .*recipient-ps256/);
        return true;
      });
    } finally {
      chmodSync(file, 0o600);
    }
  });

  for (const [file, spoil] of [
    ['tls/recipient.key.pem', (text: string) => text.slice(0, 300)],
    ['tls/recipient.crt.pem', () => 'rubbish'],
    ['signing/register-ps256.jwk.json', (text: string) => text.slice(0, -20)],
    ['signing/recipient-es256.jwk.json', (text: string) => text.replace('"ES256"', '"ES384"')],
    ['signing/stranger-ps256.jwk.json', (text: string) => text.replace(/"n": "../, '"n": "zz')],
  ] as const) {
    it(`says that ${file} is damaged and what to do`, async () => {
      const path = join(folder, file);
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, spoil(text));
      try {
        await assert.rejects(openCast(folder), (error: unknown) => {
          assert.ok(error instanceof TargetError);
          assert.ok(
            error.message.startsWith(`${path} is empty, damaged or not what its name says; delete it`),
            error.message,
          );
          return true;
        });
      } finally {
        writeFileSync(path, text);
      }
    });
  }

  it('finds out on first use that a private key has changed', async () => {
    const path = join(folder, 'signing', 'neighbour-es256.jwk.json');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/"d": ".{8}/, '"d": "AAAAAAAA'));
    const opened = await openCast(folder);
    writeFileSync(path, text);
    assert.throws(() => opened.key('neighbour-es256').privateKey, TargetError);
  });

  it('is in one process’s hands at a time, also where many find a lock of a dead owner', async () => {
    const dead = spawn(process.execPath, ['-e', '']);
    await once(dead, 'exit');
    const folders = Array.from({ length: 60 }, (_, index) => join(root, 'locks', String(index)));
    for (const folder of folders) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, '.lock'), String(dead.pid));
    }
    const script = `
      const { locked } = await import(${JSON.stringify(new URL('../src/cast/lock.js', import.meta.url).href)});
      const { mkdirSync, rmdirSync } = await import('node:fs');
      const start = Number(process.argv[1]);
      for (const [index, folder] of ${JSON.stringify(folders)}.entries()) {
        // All come at the same time, so that they meet at each lock.
        while (Date.now() < start + index * 50);
        await locked(folder, async () => {
          mkdirSync(folder + '/inside');
          await new Promise((resolve) => setTimeout(resolve, 1));
          rmdirSync(folder + '/inside');
        });
      }`;
    const start = String(Date.now() + 1000);
    const ends = Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script, start], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let said = '';
      child.stderr.on('data', (text) => (said += String(text)));
      const [code] = (await once(child, 'close')) as [number];
      return { code, said };
    });
    for (const { code, said } of await Promise.all(ends)) assert.equal(code, 0, said);
  });

  it('is made once when several processes open it at the same time, also past a dead owner of the lock', async () => {
    const shared = join(root, 'shared');
    mkdirSync(shared);
    const dead = spawn(process.execPath, ['-e', '']);
    await once(dead, 'exit');
    writeFileSync(join(shared, '.lock'), String(dead.pid));
    const script = `
      const { openCast } = await import(${JSON.stringify(new URL('../src/cast/cast.js', import.meta.url).href)});
      const { describeCast } = await import(${JSON.stringify(new URL('../src/cast/describe.js', import.meta.url).href)});
      console.log(JSON.stringify(describeCast(await openCast(${JSON.stringify(shared)}))));`;
    const outputs = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const chunks: Buffer[] = [];
        child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
        await once(child, 'close');
        return Buffer.concat(chunks).toString();
      }),
    );
    assert.match(outputs[0] ?? '', /"kid"/);
    assert.equal(new Set(outputs).size, 1);
    assert.deepEqual(readdirSync(shared).sort(), ['signing', 'tls']);
    const leftovers = ['signing', 'tls'].flatMap((room) => readdirSync(join(shared, room)));
    assert.deepEqual(
      leftovers.filter((file) => file.endsWith('.tmp')),
      [],
    );
  });
});

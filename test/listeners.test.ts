import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect as connectTcp, type Socket } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls';

import { openCast, type Cast } from '../src/cast/cast.js';
import { exposure } from '../src/register/exposure.js';
import { hostControl, type HostControl } from '../src/register/control.js';
import { startHost, type HostOptions, type RunningHost } from '../src/register/host.js';
import { listenerLimits, type ListenerLimits } from '../src/register/listener-limits.js';
import { makeProduct, type Product } from '../src/register/product.js';
import { dial, dribble, type Heard } from './dial.js';

const host = 'Host: localhost\r\n';
const tokenPath = '/idp/connect/token';
const formType = 'Content-Type: application/x-www-form-urlencoded\r\n';
const quick: Partial<ListenerLimits> = {
  handshakeTimeout: 400,
  headersTimeout: 400,
  requestTimeout: 800,
  connectionsCheckingInterval: 50,
  keepAliveTimeout: 400,
  stallTimeout: 400,
};

/** A host with one product and everything that it takes to call it. */
interface Stand {
  readonly running: RunningHost;
  readonly control: HostControl;
  readonly product: Product;
  /** Path of the product's key set. */
  readonly jwks: string;
  /** Ports of the listener for anyone, and of the mutual TLS one. */
  readonly open: number;
  readonly secure: number;
}

describe('our listeners and hostile clients', { concurrency: 4 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'listeners-'));
  const stands: Stand[] = [];
  let cast: Cast;
  let shared: Stand;
  let anyone: ConnectionOptions;
  let recipient: ConnectionOptions;

  const open = async (options: Partial<HostOptions> = {}): Promise<Stand> => {
    const running = await startHost({
      cast,
      controlPath: join(folder, randomUUID().slice(0, 8), 'control'),
      secure: { listen: { host: '127.0.0.1', port: 0 } },
      ...options,
    });
    const control = hostControl(running.controlPath);
    const product = makeProduct({ name: 'test', random: randomUUID, hostUrl: running.url });
    await control.publish(product, { jwks: { keys: [cast.key('recipient-ps256').publicJwk] } });
    const stand = {
      running,
      control,
      product,
      jwks: new URL(product.jwksUri).pathname,
      open: running.port,
      secure: running.secureUrl === undefined ? 0 : Number(new URL(running.secureUrl).port),
    };
    stands.push(stand);
    return stand;
  };
  const fetchKeys = ({ open: port, jwks }: Stand): Promise<Heard> =>
    dial({ port, tls: anyone, say: get(jwks, 'Connection: close\r\n'), waitMs: 5_000 });
  const serves = async (stand: Stand): Promise<void> => {
    assert.match((await fetchKeys(stand)).text, /^HTTP\/1\.1 200 OK\r\n[^]*\{"keys":\[\{/);
  };
  const secured = async (port: number): Promise<TLSSocket> => {
    const socket = connectTls({ ...anyone, port, host: '127.0.0.1' });
    socket.on('error', () => undefined);
    await once(socket, 'secureConnect');
    return socket;
  };

  before(async () => {
    cast = await openCast(join(process.cwd(), 'keys'));
    anyone = { servername: 'localhost', ca: cast.authorityPem };
    const { keyPem: key, certificatePem: cert } = cast.identity('recipient');
    recipient = { ...anyone, key, cert };
    shared = await open();
  });
  after(async () => {
    // Here, so that a test that fails keeps nothing open.
    await Promise.all(
      stands.map(async ({ control, running }) => {
        await control.close();
        await running.stop();
      }),
    );
    rmSync(folder, { recursive: true });
  });

  const malformed: readonly (readonly [string, (path: string) => string])[] = [
    ['no HTTP', () => 'HELO mail\r\n\r\n'],
    ['HTTP/2 preface', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['HTTP/9.9', (path) => `GET ${path} HTTP/9.9\r\n${host}\r\n`],
    ['NUL in the path', () => `GET /\0 HTTP/1.1\r\n${host}\r\n`],
    ['bare LF', (path) => `GET ${path} HTTP/1.1\n${host}\n`],
    ['CR in a header value', (path) => `GET ${path} HTTP/1.1\r\n${host}A: b\rC: d\r\n\r\n`],
    ['folded header', (path) => `GET ${path} HTTP/1.1\r\n${host}A: b\r\n c\r\n\r\n`],
    ['no Host', (path) => `GET ${path} HTTP/1.1\r\n\r\n`],
    ['20,000 characters of path', () => get(`/${'a'.repeat(20_000)}`)],
    ['20,000 bytes of header', (path) => get(path, `A: ${'b'.repeat(20_000)}\r\n`)],
    ['100,000 headers', (path) => get(path, 'a: b\r\n'.repeat(100_000))],
    [
      'length and chunks',
      (path) => post(path, 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
    ],
    ['two lengths', (path) => post(path, 'Content-Length: 4\r\nContent-Length: 5\r\n', 'abcd')],
    ['negative length', (path) => post(path, 'Content-Length: -1\r\n', '')],
    ['chunk size of another kind', (path) => post(path, 'Transfer-Encoding: chunked\r\n', 'zz\r\n\r\n')],
    ['unknown coding', (path) => post(path, 'Transfer-Encoding: xchunked\r\n', '0\r\n\r\n')],
    ['unknown expectation', (path) => post(path, 'Expect: magic\r\nContent-Length: 4\r\n', 'abcd')],
    ['CONNECT', () => `CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n`],
    ['absolute-form', (path) => get(`http://evil.example${path}`)],
    ['a scheme that prolongs our host name', () => get('com://x/cdr-register/v1/all/data-holders/brands')],
    ['//', () => get('//')],
    ['// and a host', (path) => get(`//evil.example${path}`)],
    ['%00', () => get('/products/%00/jwks')],
    ['half a percent code', () => get('/products/%/%zz')],
    ['percent bomb', () => get(`/${'%25'.repeat(5_000)}`)],
    ['dots', () => get('/products/../../../../etc/passwd')],
    ['coded dots', () => get('/products/%2e%2e/%2e%2e/etc/passwd')],
    ['prototype members as product', () => get('/products/__proto__/jwks')],
    ['constructor as product', () => get('/products/constructor/jwks')],
    ['script in the path', () => get('/<script>alert(1)</script>')],
    ['OPTIONS *', () => `OPTIONS * HTTP/1.1\r\n${host}\r\n`],
    ['TRACE', () => `TRACE / HTTP/1.1\r\n${host}X-Secret: <script>\r\n\r\n`],
  ];
  for (const [name, request] of malformed) {
    it(`refuses ${name}, and says nothing of itself or of what was sent`, async () => {
      for (const [port, tls] of [
        [shared.open, anyone],
        [shared.secure, recipient],
      ] as const) {
        const { text, closed } = await dial({
          ...{ port, tls, say: request(shared.jwks), waitMs: 3_000 },
          until: /\r\n\r\n/,
        });
        if (name === 'CONNECT') assert.deepEqual([text, closed], ['', true]);
        else assert.match(text, /^HTTP\/1\.1 4\d\d /);
        assert.doesNotMatch(
          text,
          /node:|\.[jt]s\b|Error:| at |\/(tmp|home|root|work)\/|<script|evil|etc\/passwd/,
        );
        if (/\r\ncontent-type:/i.test(text)) {
          assert.match(text, /\r\nx-content-type-options: nosniff\r\n/);
          assert.match(text, /\r\ncache-control: no-store\r\n/);
        }
      }
    });
  }

  it('ends what is no TLS at once, and does not start anew for a client of TLS 1.2', async () => {
    const plain = await dial({ port: shared.open, say: get(shared.jwks), waitMs: 3_000 });
    const garbage = await dial({
      port: shared.secure,
      say: `\x16\x03\x01\xff\xff${'z'.repeat(99)}`,
      waitMs: 3_000,
    });
    assert.deepEqual([plain.closed, garbage.closed], [true, true]);
    assert.doesNotMatch(plain.text + garbage.text, /HTTP/);
    const again = await new Promise<boolean>((resolve) => {
      const socket = connectTls({ ...anyone, port: shared.open, host: '127.0.0.1', maxVersion: 'TLSv1.2' });
      const end = (renegotiated: boolean) => {
        socket.destroy();
        resolve(renegotiated);
      };
      socket.on('error', () => {
        end(false);
      });
      socket.once('secureConnect', () => {
        socket.renegotiate({ rejectUnauthorized: false }, (error) => {
          end(error === null);
        });
        setTimeout(end, 1_500, false);
      });
    });
    assert.equal(again, false);
    await serves(shared);
  });

  it('reads no body that is too large, and lives on when one is too large or broken off', async () => {
    const ask = (headers: string, say: (socket: Socket) => void, until = /\r\n\r\n/) =>
      dial({
        ...{ port: shared.secure, tls: recipient, waitMs: 3_000, until },
        say: (socket) => {
          socket.write(`POST ${tokenPath} HTTP/1.1\r\n${host}${formType}${headers}\r\n`);
          say(socket);
        },
      });
    const declared = await ask('Content-Length: 1000000000\r\n', () => undefined);
    assert.match(declared.text, /^HTTP\/1\.1 413 [^]*\r\nconnection: close\r\n/);
    assert.ok(declared.ms < 1_000);
    const expected = await ask('Expect: 100-continue\r\nContent-Length: 1000000000\r\n', () => undefined);
    assert.match(expected.text, /^HTTP\/1\.1 413 /);
    const small = await ask('Expect: 100-continue\r\nContent-Length: 4\r\n', () => undefined);
    assert.match(small.text, /^HTTP\/1\.1 100 /);
    const sent = await ask('Content-Length: 100000\r\n', (socket) => socket.write('a'.repeat(100_000)));
    assert.match(sent.text, /^(HTTP\/1\.1 413 [^]*)?$/);
    // The one byte too many comes alone, so that nothing lies unread when the connection ends.
    const streamed = await ask('Transfer-Encoding: chunked\r\n', (socket) => {
      socket.write(`10000\r\n${'a'.repeat(0x10000)}\r\n`);
      setTimeout(() => socket.write('1\r\na'), 200);
    });
    assert.match(streamed.text, /^HTTP\/1\.1 413 /);
    await ask('Content-Length: 1000\r\n', (socket) => {
      socket.write('a'.repeat(10));
      setTimeout(() => socket.destroy(), 100);
    });
    const idle = await dial({
      ...{ port: shared.open, tls: anyone, waitMs: 3_000 },
      say: post(shared.jwks, 'Expect: 100-continue\r\nContent-Length: 1000000000\r\n', ''),
    });
    assert.match(idle.text, /^HTTP\/1\.1 405 /);
    assert.equal(idle.closed, true);
    // Nothing may be left behind that ends the process later.
    await sleep(200);
    await serves(shared);
    const honest = await ask('Content-Length: 3\r\n', (socket) => socket.write('a=b'));
    assert.match(honest.text, /^HTTP\/1\.1 400 [^]*invalid_client/);
  });

  it('takes no harm from prototype members, repeated parameters and JWTs that are deep or huge', async () => {
    const part = (value: string): string => Buffer.from(value).toString('base64url');
    const valid = {
      grant_type: 'client_credentials',
      scope: 'cdr-register:read',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    };
    const withAssertion = (assertion: string) =>
      new URLSearchParams({ ...valid, client_assertion: assertion }).toString();
    const header = part('{"alg":"PS256"}');
    const signed = (payload: string, head = header) => withAssertion(`${head}.${part(payload)}.AAAA`);
    const { softwareId } = shared.product;
    const forms = [
      '__proto__=x&constructor=y&__proto__[polluted]=1&constructor[prototype][polluted]=1',
      `${withAssertion('a.b.c')}&__proto__=x&hasOwnProperty=1`,
      'grant_type=client_credentials&'.repeat(2_000),
      signed('{"sub":"__proto__"}'),
      signed('{"sub":"constructor","__proto__":{"polluted":1}}'),
      signed(`{"sub":${'['.repeat(30_000)}`),
      signed(`{"sub":"${softwareId}","aud":${'['.repeat(15_000)}${']'.repeat(15_000)}}`),
      signed(`{"sub":"${softwareId}"}`, part(`{"alg":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`)),
      signed(
        `{"sub":"${softwareId}"}`,
        part('{"alg":"PS256","crit":["b64"],"b64":false,"__proto__":{"alg":"none"}}'),
      ),
      signed(`{"sub":"${softwareId}"}`, part('{"alg":"none"}')),
      withAssertion('.'.repeat(50_000)),
      withAssertion('A'.repeat(60_000)),
    ];
    for (const form of forms) {
      const { text } = await dial({
        ...{ port: shared.secure, tls: recipient, waitMs: 3_000, until: /\r\n\r\n\{.*\}$/ },
        say: post(tokenPath, `${formType}Content-Length: ${form.length}\r\n`, form),
      });
      assert.match(text, /^HTTP\/1\.1 400 [^]*"error":"/, form.slice(0, 200));
      assert.match(text, /cache-control: no-store/);
      const description = (JSON.parse(text.split('\r\n\r\n')[1] ?? '') as Record<string, string>)[
        'error_description'
      ];
      // RFC 6749 section 5.2.
      assert.match(description ?? '', /^[\x20\x21\x23-\x5b\x5d-\x7e]{1,200}$/);
    }
    assert.equal('polluted' in {}, false);
  });

  /** Everything that is too slow, each on a connection of its own: after how many milliseconds it was ended. */
  const slowness = async (stand: Stand, limits: ListenerLimits, everyMs: number) => {
    await stand.control.behave(stand.product.softwareId, 'sector', { kind: 'oversized', bytes: 200_000_000 });
    // Who is ended in time costs none of it; Node.js grants one second to a connection that is kept open.
    const slack = limits.connectionsCheckingInterval + 4_000;
    // The record of a handshake that announces 512 bytes.
    const hello = Buffer.concat([Buffer.from('1603010200010001fc0303', 'hex'), Buffer.alloc(501)]);
    const handshake = { port: stand.open, waitMs: limits.handshakeTimeout + slack };
    const header = { port: stand.open, tls: anyone, waitMs: limits.headersTimeout + slack };
    const line = `GET ${stand.jwks} HTTP/1.1\r\n${host}A: ${'b'.repeat(5_000)}`;
    const endings = await Promise.all([
      dial({ ...handshake, say: '' }),
      dial({ ...handshake, say: (socket) => dribble(socket, hello, everyMs) }),
      dial({ ...header, say: '' }),
      dial({ ...header, say: (socket) => dribble(socket, line, everyMs) }),
      dial({
        ...{ port: stand.secure, tls: recipient, waitMs: limits.requestTimeout + slack },
        say: async (socket) => {
          socket.write(`POST ${tokenPath} HTTP/1.1\r\n${host}${formType}Content-Length: 60000\r\n\r\n`);
          await dribble(socket, 'a'.repeat(60_000), everyMs);
        },
      }),
      dial({
        ...{ port: stand.open, tls: anyone, waitMs: limits.keepAliveTimeout + slack },
        say: get(stand.jwks),
      }),
      stalledReader(stand, 2 * limits.stallTimeout + 1_500),
    ]);
    const least = [
      ...[limits.handshakeTimeout, limits.handshakeTimeout, limits.headersTimeout, limits.headersTimeout],
      ...[limits.requestTimeout, limits.keepAliveTimeout, limits.stallTimeout],
    ];
    const names = [
      'silent',
      'slow handshake',
      'idle',
      'slow header',
      'slow body',
      'kept open',
      'stalled reader',
    ];
    for (const [index, { closed, ms }] of endings.entries()) {
      assert.ok(closed, `${names[index] ?? ''}: never ended`);
      // Node.js counts in whole ticks of its own.
      assert.ok(ms > (least[index] ?? 0) - 20, `${names[index] ?? ''}: ended after ${ms} ms`);
    }
    assert.match(endings[5].text, /^HTTP\/1\.1 200 /);
    await serves(stand);
  };
  /** Asks for a great answer and reads nothing of it for a while; what comes then is cut off, or is not. */
  const stalledReader = async ({ open: port, jwks }: Stand, whileMs: number): Promise<Heard> => {
    const socket = await secured(port);
    socket.pause();
    socket.write(get(jwks.replace(/jwks$/, 'sector')));
    await sleep(whileMs);
    let bytes = 0;
    socket.on('data', (chunk: Buffer) => (bytes += chunk.length));
    const ended = once(socket, 'close').then(() => true);
    socket.resume();
    const closed = await Promise.race([ended, sleep(1_000).then(() => false)]);
    socket.destroy();
    assert.ok(bytes < 100_000_000, 'all of it came after all');
    return { text: '', closed, ms: whileMs };
  };

  it('ends whoever is too slow: handshake, header, body, next request, reading', async () => {
    const stand = await open({ limits: quick });
    await slowness(stand, { ...listenerLimits, ...quick }, 20);
  });

  it('does so in a run after the seconds that are written down', async () => {
    const { handshakeTimeout, headersTimeout, requestTimeout, keepAliveTimeout, stallTimeout, connections } =
      listenerLimits;
    assert.deepEqual(
      [handshakeTimeout, headersTimeout, requestTimeout, keepAliveTimeout, stallTimeout, connections],
      [5_000, 5_000, 10_000, 10_000, 5_000, 256],
    );
    const stand = await open();
    await slowness(stand, listenerLimits, 500);
  });

  it('lets an honest holder in although hundreds of connections are held open, in any state', async () => {
    const stand = await open();
    const held: Socket[] = [];
    for (let count = 0; count < listenerLimits.connections + 50; count += 1) {
      const socket = connectTcp(stand.open, '127.0.0.1');
      socket.on('error', () => undefined);
      held.push(socket);
    }
    await Promise.all(held.map((socket) => once(socket, 'connect')));
    await serves(stand);
    // No sooner than the limit, no later.
    await sleep(50);
    const living = held.filter((socket) => !socket.closed).length;
    assert.ok(
      living >= listenerLimits.connections - 2 && living <= listenerLimits.connections,
      String(living),
    );
    for (const socket of held) socket.destroy();
  });

  it('gives up idle connections first, whether or not they are encrypted, and keeps one that waits for its answer', async () => {
    const stand = await open({ limits: { connections: 8 } });
    await stand.control.behave(stand.product.softwareId, 'sector', { kind: 'slow', ms: 1_500 });
    const waiting = dial({
      ...{ port: stand.open, tls: anyone, waitMs: 5_000, until: /callback/ },
      say: get(stand.jwks.replace(/jwks$/, 'sector')),
    });
    await sleep(200);
    const held: TLSSocket[] = [];
    for (let count = 0; count < 30; count += 1) held.push(await secured(stand.open));
    await serves(stand);
    await sleep(50);
    const living = held.filter((socket) => {
      socket.resume();
      return !socket.closed;
    });
    await sleep(50);
    assert.equal(living.filter((socket) => !socket.closed).length, 6);
    assert.match((await waiting).text, /^HTTP\/1\.1 200 /);
    for (const socket of held) socket.destroy();
  });

  it('does not keep the end of a run waiting, whatever its connections are at', async () => {
    const stand = await open();
    const { softwareId } = stand.product;
    await stand.control.behave(softwareId, 'jwks', { kind: 'never-answers' });
    await stand.control.behave(softwareId, 'sector', { kind: 'oversized', bytes: 200_000_000 });
    const halfway = connectTcp(stand.open, '127.0.0.1');
    halfway.on('error', () => undefined);
    halfway.write(Buffer.of(0x16, 3, 1));
    const [idle, waiting, stalled, header] = await Promise.all([1, 2, 3, 4].map(() => secured(stand.open)));
    waiting?.write(get(stand.jwks));
    stalled?.pause();
    stalled?.write(get(stand.jwks.replace(/jwks$/, 'sector')));
    header?.write('GET / HTTP/1.1\r\nA: b');
    await sleep(200);
    const began = performance.now();
    await Promise.race([stand.running.stop(), sleep(5_000)]);
    assert.ok(performance.now() - began < 1_000, `${performance.now() - began} ms`);
    for (const socket of [halfway, idle, waiting, stalled, header]) socket?.destroy();
  });

  it('answers others while requests pour in unread, in bounded memory', async () => {
    const stand = await open();
    const before = process.memoryUsage().rss;
    const floods = await Promise.all([1, 2, 3].map(() => secured(stand.open)));
    const many = get(stand.jwks).repeat(500);
    let sent = 0;
    for (let round = 0; round < 40; round += 1) {
      for (const socket of floods) {
        socket.pause();
        // Who does not read is not listened to: what cannot be sent stays with the sender.
        if (socket.writable && socket.writableLength < 1_000_000) {
          socket.write(many);
          sent += 500;
        }
      }
      await sleep(5);
    }
    const began = performance.now();
    await serves(stand);
    assert.ok(performance.now() - began < 2_000, `an honest fetch took ${performance.now() - began} ms`);
    assert.ok(sent >= 3_000, String(sent));
    const grown = (process.memoryUsage().rss - before) / 1e6;
    assert.ok(grown < 150, `${grown} MB more after ${sent} requests`);
    assert.ok((await stand.control.fetches(stand.product.softwareId)).length <= 2_000);
    for (const socket of floods) socket.destroy();
  });

  const register = '/cdr-register/v1';
  const statuses = [
    `${register}/all/data-recipients/status`,
    `${register}/all/data-recipients/brands/software-products/status`,
    `${register}/all/data-holders/status`,
  ];
  const always = [`${register}/jwks`, '/idp/.well-known/openid-configuration/jwks', ...statuses];
  const ofProduct = [
    '',
    'jwks',
    'sector',
    'moved/jwks',
    'moved/sector',
    'logo',
    'tos',
    'policy',
    'revocation',
  ];
  const callbacks = ['callback/one', 'callback/two'];
  const inFull = ['/idp/.well-known/openid-configuration', `${register}/all/data-recipients`];
  const ofSecure = [tokenPath, `${register}/all/data-holders/brands`];
  const nowhere = [
    ...[
      '/',
      '/index.html',
      '/products',
      '/products/',
      '/trap',
      '/trap/',
      '/.well-known/openid-configuration',
    ],
    ...[
      '/favicon.ico',
      '/robots.txt',
      '/.env',
      '/.git/config',
      '/keys',
      '/control',
      '/metrics',
      '/debug',
      '/idp',
    ],
    ...[register, `${register}/`, `${register}/all`, `${register}/all/jwks`, '/idp/connect/authorize'],
    ...['/package.json', '/session.json', '/proc/self/environ', '/server-status', '/register', '/token'],
  ];
  for (const mode of ['run', 'serve'] as const) {
    it(`serves what a ${mode} needs and nothing else`, async () => {
      const running = await startHost({
        cast,
        controlPath: join(folder, mode, 'control'),
        ...(mode === 'serve' ? { secure: { listen: { host: '127.0.0.1', port: 0 } } } : {}),
      });
      const control = hostControl(running.controlPath);
      const product = makeProduct({ name: 'test', random: randomUUID, hostUrl: running.url });
      await control.publish(product, { jwks: { keys: [] } });
      try {
        const { softwareId, brandId } = product;
        const ssa = `${register}/all/data-recipients/brands/${brandId}/software-products/${softwareId}/ssa`;
        const own = [...ofProduct, ...callbacks].map((name) => `/products/${softwareId}/${name}`);
        const everything = [
          ...[...always, ...own, `/trap/${softwareId}/jwks`, ...inFull, ...ofSecure, ssa, ...nowhere],
          ...own.slice(2).map((path) => path.replace('/products/', '/trap/')),
          ...own.map((path) => path.replace(softwareId, randomUUID())),
          ...['/keys', '/jwks/', '/callback', '/callback/three', '/moved', '/moved/logo', '/ssa'].map(
            (path) => `/products/${softwareId}${path}`,
          ),
        ];
        const statusesAt = async (port: number, tls: ConnectionOptions): Promise<readonly string[]> => {
          const found: string[] = [];
          for (const path of everything) {
            const { text } = await dial({
              ...{ port, tls, waitMs: 3_000 },
              say: get(path, 'x-v: 3\r\nConnection: close\r\n'),
            });
            if (!text.startsWith('HTTP/1.1 404 ')) found.push(`${text.slice(9, 12)} ${path}`);
          }
          return found.sort();
        };
        const ok = (paths: readonly string[]): readonly string[] => paths.map((path) => `200 ${path}`);
        const open = [...always, ...own, `/trap/${softwareId}/jwks`, ...(mode === 'serve' ? inFull : [])];
        // The second version of data holders' statuses is the newest.
        const served = ok(open).map((line) => line.replace(/^200 (.*data-holders\/status)$/, '406 $1'));
        assert.deepEqual(await statusesAt(running.port, anyone), served.toSorted());
        if (running.secureUrl === undefined) return;
        const guarded = [`405 ${tokenPath}`, `401 ${ofSecure[1] ?? ''}`, `401 ${ssa}`];
        const port = Number(new URL(running.secureUrl).port);
        assert.deepEqual(await statusesAt(port, recipient), guarded.toSorted());
      } finally {
        await control.close();
        await running.stop();
      }
    });
  }

  it('listens on loopback only, unless it is told otherwise', async () => {
    const answersAt = (address: string, port: number): Promise<boolean> =>
      new Promise((resolve) => {
        const socket = connectTcp(port, address);
        socket.once('connect', () => {
          socket.destroy();
          resolve(true);
        });
        socket.once('error', () => {
          resolve(false);
        });
      });
    const outward = Object.values(networkInterfaces()).flatMap((addresses) =>
      (addresses ?? [])
        .filter(({ internal, scopeid }) => !internal && !scopeid)
        .map(({ address }) => address),
    );
    // On Linux all of 127/8 is this machine: an address that only a listener on every interface would have.
    if (process.platform === 'linux') outward.push('127.0.0.2');
    for (const port of [shared.open, shared.secure]) {
      assert.equal(await answersAt('127.0.0.1', port), true);
      for (const address of outward) assert.equal(await answersAt(address, port), false, address);
    }
    const elsewhere = await open({ listen: { host: '127.0.0.2', port: 0 } }).catch(() => undefined);
    if (elsewhere !== undefined) {
      assert.equal(await answersAt('127.0.0.2', elsewhere.open), true);
      assert.equal(await answersAt('127.0.0.1', elsewhere.open), false);
    }
    const six = await open({ listen: { host: '::1', port: 0 } }).catch(() => undefined);
    if (six !== undefined) assert.equal(await answersAt('::1', six.open), true);
  });

  it('says so when others than this machine reach it', () => {
    for (const host of ['127.0.0.1', '127.8.8.8', '::1', 'localhost'])
      assert.equal(exposure({ host, port: 1 }), undefined, host);
    for (const host of ['0.0.0.0', '::', '10.0.0.7', 'build.bank.example', '127.0.0.1.example'])
      assert.match(exposure({ host, port: 8443 }) ?? '', /:8443.*whoever reaches this machine/, host);
    assert.match(exposure({ host: '::', port: 8443 }) ?? '', /\[::\]:8443/);
  });
});

function get(path: string, headers = ''): string {
  return `GET ${path} HTTP/1.1\r\n${host}${headers}\r\n`;
}

function post(path: string, headers: string, body: string): string {
  return `POST ${path} HTTP/1.1\r\n${host}${headers}\r\n${body}`;
}

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { TLSSocket } from 'node:tls';
import { inspect, promisify } from 'node:util';

import { ProxySettingError, proxyName, routeFrom, straight, type Route } from '../src/recipient/proxy.js';
import { authorityOf, offerTo, shakeHands } from '../src/recipient/shaking-hands.js';
import { ProxyFault } from '../src/recipient/proxy-fault.js';
import { openWire, type Wire, type WireRequest } from '../src/recipient/wire.js';
import { wireByHand, type Hand } from '../src/run/by-hand.js';
import { startProxy, type ConnectProxy, type ProxyManner } from './connect-proxy.js';
import { openDoctorLab, type DoctorLab, type Paper } from './doctor-lab.js';

const run = promisify(execFile);
const name = 'holder.bank.test';
/** Whether a URL is reached through a proxy, under these variables. */
const proxied = (url: string, env: Readonly<Record<string, string>>): boolean =>
  routeFrom(env)(url).kind === 'proxied';

describe('the way to a server', () => {
  const proxy = 'http://proxy.test:3128';

  it('leads through the proxy of HTTPS_PROXY, in either case of letters, the lower one first', () => {
    const origin = (env: Readonly<Record<string, string>>, url = `https://${name}/`): string | undefined => {
      const way = routeFrom(env)(url);
      return way.kind === 'proxied' ? proxyName(way.proxy) : undefined;
    };
    assert.equal(origin({ HTTPS_PROXY: proxy }), 'the proxy http://proxy.test:3128 (HTTPS_PROXY)');
    assert.equal(
      origin({ HTTPS_PROXY: 'http://other.test', https_proxy: proxy }),
      'the proxy http://proxy.test:3128 (https_proxy)',
    );
    assert.equal(origin({ HTTPS_PROXY: 'proxy.test:3128' }), origin({ HTTPS_PROXY: proxy }));
    assert.equal(origin({}), undefined);
    assert.equal(origin({ HTTPS_PROXY: '' }), undefined);
    assert.equal(origin({ HTTPS_PROXY: proxy, https_proxy: '' }), undefined);
    assert.equal(origin({ HTTP_PROXY: proxy }), undefined);
    // Clear text goes where its own variable says, else where the holder is.
    const both = { HTTPS_PROXY: proxy, HTTP_PROXY: 'http://clear.test' };
    assert.match(origin(both, `http://${name}/`) ?? '', /clear\.test/);
    assert.match(origin({ HTTPS_PROXY: proxy }, `http://${name}/`) ?? '', /proxy\.test/);
  });

  it('is straight where NO_PROXY says so, by name, suffix, port, address or network', () => {
    const rows: readonly (readonly [noProxy: string, url: string, proxied: boolean])[] = [
      ['', 'https://holder.bank.test/', true],
      ['*', 'https://holder.bank.test/', false],
      ['holder.bank.test', 'https://holder.bank.test/', false],
      ['HOLDER.bank.test', 'https://holder.BANK.test./', false],
      ['bank.test', 'https://holder.bank.test/', false],
      ['.bank.test', 'https://holder.bank.test/', false],
      ['*.bank.test', 'https://holder.bank.test/', false],
      ['ank.test', 'https://holder.bank.test/', true],
      ['holder', 'https://holder.bank.test/', true],
      ['holder.bank.test:443', 'https://holder.bank.test/', false],
      ['holder.bank.test:443', 'https://holder.bank.test:8443/', true],
      ['holder.bank.test:8443', 'https://holder.bank.test:8443/', false],
      ['other.test, holder.bank.test', 'https://holder.bank.test/', false],
      ['other.test holder.bank.test', 'https://holder.bank.test/', false],
      ['192.0.2.7', 'https://192.0.2.7/', false],
      ['192.0.2.7', 'https://192.0.2.70/', true],
      ['192.0.2.0/24', 'https://192.0.2.70/', false],
      ['192.0.2.0/24:443', 'https://192.0.2.70/', false],
      ['192.0.2.0/24', 'https://192.0.3.1/', true],
      ['192.0.2.0/99', 'https://192.0.2.1/', true],
      ['2001:db8::7', 'https://[2001:db8::7]/', false],
      ['[2001:db8::7]', 'https://[2001:db8:0::7]/', false],
      ['[2001:db8::7]:8443', 'https://[2001:db8::7]/', true],
      ['2001:db8::/32', 'https://[2001:db8:1::7]/', false],
      ['.', 'https://holder.bank.test/', true],
    ];
    for (const [noProxy, url, expected] of rows) {
      const env = { HTTPS_PROXY: proxy, NO_PROXY: noProxy };
      assert.equal(proxied(url, env), expected, `NO_PROXY=${noProxy} ${url}`);
    }
    assert.equal(proxied('https://a.test', { HTTPS_PROXY: proxy, NO_PROXY: '*', no_proxy: 'b.test' }), true);
  });

  it('is straight to loopback, whatever the variables say', () => {
    for (const host of [
      'localhost',
      'localhost.',
      'x.localhost',
      '127.0.0.1',
      '127.9.9.9',
      '[::1]',
      '[::ffff:127.0.0.1]',
    ]) {
      assert.equal(proxied(`https://${host}:9/`, { HTTPS_PROXY: proxy }), false, host);
    }
    // Not even looked at.
    assert.equal(proxied('https://localhost/', { HTTPS_PROXY: 'socks5://proxy.test' }), false);
    assert.equal(proxied('https://localhost.test/', { HTTPS_PROXY: proxy }), true);
  });

  it('is told with its cause and cure when the variable cannot be used, never with the password', () => {
    const password = 'geheim-geheim';
    for (const value of [
      `socks5://user:${password}@proxy.test`,
      `http://user:${password}@proxy test:3128`,
      `http://user:${password}@proxy.test:99999`,
      `user:${password}@:3128`,
      `http://us@er:${password}@`,
      `http://user:${password}`,
      `http://user:${password}%zz@proxy.test`,
    ]) {
      assert.throws(
        () => routeFrom({ HTTPS_PROXY: value })(`https://${name}`),
        (error) => {
          assert.ok(error instanceof ProxySettingError);
          assert.match(error.message, /HTTPS_PROXY[\s\S]*evidence[\s\S]*cure/);
          assert.ok(!inspect(error).includes(password), inspect(error));
          return true;
        },
        value,
      );
    }
    const way = routeFrom({ HTTPS_PROXY: `http://user:${password}@proxy.test` })(`https://${name}`);
    const shown = inspect(way, { depth: 9 }) + JSON.stringify(way);
    assert.ok(shown.includes('proxy.test') && !shown.includes(password));
  });
});

describe('a tunnel', () => {
  let lab: DoctorLab;
  let paper: Paper;
  let url: string;
  let connections = 0;
  const servers: Server[] = [];
  const opened: { readonly stop: () => Promise<void> }[] = [];
  const wires: Wire[] = [];
  before(async () => {
    lab = await openDoctorLab(join(process.cwd(), 'keys'));
    paper = await lab.issue('tunnel', {}, [name]);
    const server = createServer(
      {
        key: paper.keyPem,
        cert: paper.certPem,
        ca: lab.cast.authorityPem,
        requestCert: true,
        rejectUnauthorized: false,
      },
      (request, response) => {
        const { socket } = request;
        const subject = socket instanceof TLSSocket ? socket.getPeerCertificate().subject : undefined;
        const seen = { client: subject?.CN ?? null, fields: request.rawHeaders, path: request.url };
        response.end(JSON.stringify(seen));
      },
    );
    server.on('secureConnection', () => (connections += 1));
    url = `https://${name}:${String(await listen(server))}/a//b?c=%7e`;
  });
  afterEach(async () => {
    for (const wire of wires.splice(0)) await wire.close();
    for (const one of opened.splice(0)) await one.stop();
  });
  after(async () => {
    for (const server of servers) server.close();
    await lab.close();
  });

  async function listen(server: Server): Promise<number> {
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }
  async function open(manner: Partial<ProxyManner> = {}): Promise<ConnectProxy> {
    const proxy = await startProxy({ names: [name], ...manner });
    opened.push(proxy);
    return proxy;
  }
  function wireOn(route: Route, requestMs = 5000): Wire {
    const wire = openWire({
      identity: (who) => (who === 'recipient' ? lab.cast.identity('recipient') : undefined),
      trust: [readFileSync(lab.bankCa, 'utf8')],
      publicTrust: false,
      requestMs,
      bodyBytes: 100_000,
      retryAfterMs: 0,
      pace: () => Promise.resolve(),
      route,
    });
    wires.push(wire);
    return wire;
  }
  const get = (certificate = 'recipient', to = url): WireRequest => ({
    method: 'GET',
    url: to,
    headers: [
      ['X-Twice', 'one'],
      ['X-Twice', 'two'],
    ],
    body: '',
    tls: { certificate },
  });
  const via = (port: number, credentials = ''): Route =>
    routeFrom({ HTTPS_PROXY: `http://${credentials}localhost:${String(port)}` });

  it('carries mutual TLS from end to end, header fields as written, and one CONNECT per connection', async () => {
    const proxy = await open({ credentials: 'us er:p@ss/w%rd' });
    const wire = wireOn(via(proxy.port, 'us%20er:p%40ss%2Fw%25rd@'));
    const { outcome } = await wire.send(get());
    assert.equal(outcome.kind, 'answer', JSON.stringify(outcome));
    if (outcome.kind !== 'answer') return;
    const seen = outcome.json as { client: string; fields: string[]; path: string };
    assert.equal(seen.client, 'recipient');
    assert.deepEqual(
      seen.fields.flatMap((field, index) => (field === 'X-Twice' ? [seen.fields[index + 1]] : [])),
      ['one', 'two'],
    );
    assert.ok(!seen.fields.some((field) => /^proxy-/i.test(field)));
    assert.equal(seen.path, '/a//b?c=%7e');
    assert.equal(outcome.tls?.protocol, 'TLSv1.3');
    // A second request on the same connection, then one of somebody without a certificate on another.
    await wire.send(get());
    const nobody = await wire.send(get('none'));
    assert.match(nobody.outcome.kind === 'answer' ? nobody.outcome.body : '', /"client":null/);
    assert.equal(proxy.tunnels.length, connections);
    assert.deepEqual(new Set(proxy.tunnels), new Set([new URL(url).host]));
    // TLS from the first byte on: handshake records.
    assert.deepEqual(new Set(proxy.firstBytes.map((bytes) => bytes[0])), new Set([22]));
  });

  it('trusts a proxy that is spoken to over TLS as Node does, and knows a wrong scheme', async () => {
    const own = await lab.issue('proxy', {}, ['localhost']);
    const proxy = await open({ tls: { key: own.keyPem, cert: own.certPem }, credentials: 'us er:p@ss/w%rd' });
    const at = `us%20er:p%40ss%2Fw%25rd@localhost:${String(proxy.port)}`;
    // Its certificate is judged by what Node trusts, not by what the target file names.
    await assert.rejects(wireOn(routeFrom({ HTTPS_PROXY: `https://${at}` })).send(get()), (error) => {
      assert.ok(error instanceof ProxyFault);
      assert.equal(error.trouble.fault, 'proxy-unusable');
      assert.match(error.message, /certificate[\s\S]*NODE_EXTRA_CA_CERTS/);
      return true;
    });
    await assert.rejects(
      wireOn(routeFrom({ HTTPS_PROXY: `http://${at}` })).send(get()),
      /does not answer as an HTTP proxy does\n.*\n.*check scheme and port in HTTPS_PROXY/,
    );
  });

  it('carries handshakes of our own as well', async () => {
    const proxy = await open();
    const authority = authorityOf(url, via(proxy.port));
    const shaken = await shakeHands(authority, {}, (socket) =>
      socket.getPeerX509Certificate()?.checkHost(name),
    );
    assert.deepEqual(shaken, { completed: true, seen: name });
    const suites = ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'];
    assert.equal((await offerTo(authority, { version: 'TLSv1.2', suites }))?.accepted, true);
    assert.equal((await offerTo(authority, { version: 'SSLv3', suites }))?.accepted, false);
    assert.equal(proxy.tunnels.length, 3);
  });

  it('carries clear text too, so that no answer of the proxy counts as the target’s', async () => {
    const proxy = await open();
    const { outcome } = await wireOn(via(proxy.port)).send(get('none', url.replace('https:', 'http:')));
    // The TLS server hangs up on clear text, and that is what is seen.
    assert.equal(outcome.kind, 'no-answer', JSON.stringify(outcome));
    assert.ok(proxy.tunnels.length > 0);
    assert.deepEqual(proxy.others, []);
  });

  it('is what curl takes as well, when a request is sent by hand', async () => {
    const proxy = await open();
    const env = { HTTPS_PROXY: `http://localhost:${String(proxy.port)}` };
    const nobody: Wire = { ...wireOn(straight), send: () => Promise.reject(new Error('not sent by hand')) };
    const sendByHand = async (to: string): Promise<string> => {
      const hand: Hand = {
        folder: join(lab.folder, 'hand'),
        ask: async (command) => {
          await run('bash', ['-c', command], { env: { ...process.env, NO_PROXY: undefined, ...env } });
        },
        certificate: () => undefined,
        authority: undefined,
        insecure: true,
        route: routeFrom(env),
      };
      const { outcome } = await wireByHand(nobody, hand, () => true).send(get('none', to));
      return outcome.kind === 'answer' ? outcome.body : outcome.message;
    };
    // Not the proxy's own 200, which curl would write before it.
    assert.match(await sendByHand(url), /"path":"\/a\/\/b\?c=%7e"/);
    assert.equal(proxy.tunnels.length, 1);
    assert.match(await sendByHand(url.replace(name, 'localhost')), /"path":"\/a\/\/b\?c=%7e"/);
    assert.equal(proxy.tunnels.length, 1);
  });

  it('that does not come about is the proxy’s fault, by one name each, and never an outcome', async () => {
    const mute = await listen(createTcpServer((socket) => socket.on('error', () => undefined)));
    await assert.rejects(
      wireOn(routeFrom({ HTTPS_PROXY: `https://localhost:${String(mute)}` }), 700).send(get()),
      /the proxy https:.* is not reached\n/,
    );
    const garbage = createTcpServer((socket) => socket.end('220 mail.test ESMTP\r\n'));
    const rows: readonly (readonly [fault: string, says: RegExp, port: number, credentials?: string])[] = [
      [
        'proxy-refuses',
        /refuses to connect to holder\.bank\.test:\d+\n.*403 Forbidden\n.*NO_PROXY/,
        (await open({ refuse: 403 })).port,
      ],
      [
        'proxy-credentials',
        /wants credentials\n.*407.*by Basic\n.*give user and password in HTTPS_PROXY/,
        (await open({ credentials: 'a:b' })).port,
      ],
      [
        'proxy-credentials',
        /does not accept our credentials\n.*407.*\n.*correct/,
        (await open({ credentials: 'a:b' })).port,
        'a:geheim@',
      ],
      [
        'not-reached-by-proxy',
        /does not reach holder\.bank\.test:\d+\n.*503/,
        (await open({ names: [] })).port,
      ],
      ['not-reached-by-proxy', /within 700 ms/, (await open({ silent: true })).port],
      ['proxy-unusable', /is not reached\n.*ECONNREFUSED/, await lab.freePort()],
      ['proxy-unusable', /does not answer as an HTTP proxy does/, await listen(garbage)],
    ];
    for (const [fault, says, port, credentials] of rows) {
      const route = via(port, credentials);
      const judge = (error: unknown): true => {
        assert.ok(error instanceof ProxyFault, String(error));
        assert.equal(error.trouble.fault, fault);
        assert.match(error.message, says);
        assert.ok(!inspect(error).includes('geheim'));
        return true;
      };
      await assert.rejects(wireOn(route, fault === 'not-reached-by-proxy' ? 700 : 5000).send(get()), judge);
      if (says.source.includes('700')) continue;
      await assert.rejects(
        shakeHands(authorityOf(url, route), {}, () => null),
        judge,
      );
    }
  });
});

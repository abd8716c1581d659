import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it, test } from 'node:test';

import { TargetError, Unproven } from '../src/nouns/errors.js';
import { readTarget } from '../src/plan/target-file.js';
import { targetFileText } from '../src/plan/target-text.js';
import { learnFacts } from '../src/recipient/preflight.js';
import { tokenBucket } from '../src/recipient/pace.js';
import { straight } from '../src/recipient/proxy.js';
import { openWire, type Wire } from '../src/recipient/wire.js';
import { readCredentials, withCredentials } from '../src/run/identity.js';
import { openDoctorLab, type DoctorLab } from './doctor-lab.js';

const read = (text: string, env: Readonly<Record<string, string>> = {}, file = 'targets/bank.yaml') =>
  readTarget(text, file, { today: '2026-01-01', env });

const messageOf = (text: string): string => {
  try {
    read(text);
    return 'no error';
  } catch (error) {
    assert.ok(error instanceof TargetError);
    return error.message;
  }
};

test('the commented example is a sound target file that says everything', () => {
  const target = read(readFileSync('targets/example.yaml', 'utf8'), {}, 'targets/example.yaml');
  assert.equal(target.where.kind, 'discovery');
  assert.equal(target.host.listen.port, 8443);
});

test('what init writes is read back, whatever was answered', () => {
  const text = targetFileText({
    name: "O'Brien: [bank] #1",
    issuer: 'https://bank.example/',
    trust: ['ca, of bank.pem', '../x.pem'],
    listen: '0.0.0.0:8443',
    publicUrl: 'https://dcr.example',
    flows: ['code', 'hybrid'],
    client: { certificate: 'c.pem', key: 'k.pem' },
  });
  const target = read(text);
  assert.equal(target.name, "O'Brien: [bank] #1");
  assert.deepEqual(target.trust, ['targets/ca, of bank.pem', 'x.pem']);
  assert.equal(target.host.publicUrl, 'https://dcr.example');
  assert.deepEqual(target.identity?.key, { kind: 'file', path: 'targets/k.pem' });
});

test('a Register that somebody else plays comes with its products and their keys', () => {
  const identity = 'identity: { signing: [ps256.pem] }';
  const target = read(
    `name: B\nbrand: the-bank\n${identity}\nregister: { api: { discovery: 'https://r.example/idp/.well-known/openid-configuration', brand: b, products: [p, q] }, trust: [r.pem] }\n`,
  );
  assert.deepEqual(target.where, { kind: 'brand', id: 'the-bank' });
  assert.deepEqual(target.register, {
    kind: 'api',
    discovery: 'https://r.example/idp/.well-known/openid-configuration',
    industry: 'all',
    ssaVersion: 3,
    brandId: 'b',
    products: ['p', 'q'],
    trust: ['targets/r.pem'],
  });
  const files = read(
    `name: B\ndiscovery: https://b.example\n${identity}\nregister: { files: [a.jwt, { env: SSA }] }\n`,
  );
  assert.deepEqual(files.register, {
    kind: 'files',
    statements: [
      { kind: 'file', path: 'targets/a.jwt' },
      { kind: 'env', name: 'SSA' },
    ],
    trust: [],
  });
  assert.equal(read('name: B\ndiscovery: https://b.example\nregister: own\n').register, undefined);
});

test('what does not go together about a Register is said with its place', () => {
  const where = 'name: B\ndiscovery: https://b.example\n';
  const identity = 'identity: { signing: [ps256.pem] }\n';
  const api = (text: string): string => `${where}${identity}register: { api: { ${text} } }\n`;
  for (const [text, message] of [
    ['name: B\nbrand: x\n', /bank\.yaml:2:\d+ .*register\.api/],
    [api('brand: b, products: [p]'), /either discovery or token/],
    [
      api("token: 'https://r.example/t', discovery: 'https://r.example/d', brand: b, products: [p]"),
      /either/,
    ],
    [api("token: 'https://r.example/t', brand: b, products: []"), /fewer than 1/],
    [api("token: 'https://r.example/t', brand: b, products: [p], ssaVersion: 2"), /3|4/],
    [`${where}register: { files: [a.jwt] }\n`, /identity\.signing/],
    [`${where}${identity}register: { files: [a.jwt], api: {} }\n`, /bank\.yaml:4/],
    [`${where}register: theirs\n`, /own/],
    [`name: B\nembedded: {}\n${identity}register: { files: [a.jwt] }\n`, /register\.jwks/],
  ] as const) {
    assert.match(messageOf(text), message, text);
  }
});

test('a target is named by its endpoints, and comes with consent and limits', () => {
  const target = read(`name: B
endpoints:
  issuer: https://b.example
  registration: https://m.b.example/register
  token: https://m.b.example/token
  metadata: { id_token_signing_alg_values_supported: [ES256] }
insecure: true
consent: { ssrf-bait: true }
limits: { retryAfterMs: 0 }
host: { listen: '127.0.0.1:8443', publicUrl: 'https://proxy.example', tls: off }
`);
  assert.equal(target.where.kind, 'endpoints');
  assert.equal(target.insecure, true);
  assert.equal(target.host.plain, true);
  assert.equal(target.limits.retryAfterMs, 0);
});

test('what does not go together is told at its place', () => {
  assert.match(messageOf('name: B\nembedded:\nhost: { tls: off }'), /3:9 {2}tls: off needs publicUrl/);
  assert.match(
    messageOf('name: B\nembedded:\nidentity: { key: k.pem }'),
    /3:13 {2}a key needs its certificate/,
  );
  assert.match(
    messageOf('name: B\nembedded:\nidentity: { key: "-----BEGIN PRIVATE KEY-----", certificate: c.pem }'),
    /a key itself does not belong here/,
  );
  assert.match(messageOf('name: B\nembedded:\nconsent: { ssrf: true }'), /unknown key 'ssrf' in consent/);
});

test('named endpoints need no configuration document', async () => {
  const target = read(
    'name: B\nendpoints: { issuer: "https://b.example", registration: "https://b.example/r", token: "https://b.example/t" }\ninsecure: true',
  );
  const wire = { send: () => Promise.reject(new Error('no request is due')), close: () => Promise.resolve() };
  const facts = await learnFacts(target, 'https://b.example/.well-known/openid-configuration', wire);
  assert.equal(facts.endpoints.registration, 'https://b.example/r');
  assert.equal(facts.insecure, true);
});

describe("the user's own identity", () => {
  let lab: DoctorLab;
  before(async () => {
    lab = await openDoctorLab();
  });
  after(() => lab.close());

  it('comes from PEM, JWK and variables, and takes the place of the recipient', async () => {
    const client = await lab.issue('own-client', { usage: 'client' });
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const jwk = lab.file(
      'es256.json',
      JSON.stringify({ ...elliptic.export({ format: 'jwk' }), kid: 'mine' }),
    );
    const rsa = lab.cast.identity('stranger').keyPem;
    const text = `name: B\ndiscovery: https://b.example/x\nidentity:\n  certificate: ${client.cert}\n  key: { env: KEY }\n  signing: [${jwk}, { env: RSA }]\n`;
    const target = read(text);
    assert.ok(!JSON.stringify(target).includes('PRIVATE'), 'a plan holds no key');
    const credentials = readCredentials(target, { KEY: client.keyPem, RSA: rsa }, new Date());
    assert.ok(!('wrong' in credentials));
    const cast = withCredentials(lab.cast, credentials);
    assert.equal(cast.identity('recipient').certificatePem, client.certPem);
    assert.deepEqual(cast.identity('stranger'), lab.cast.identity('stranger'));
    assert.equal(cast.key('recipient-es256').kid, 'mine');
    assert.equal(cast.key('recipient-es256').publicJwk['d'], undefined);
    assert.notEqual(cast.key('recipient-ps256').kid, lab.cast.key('recipient-ps256').kid);
  });
});

describe('limits of the wire', () => {
  const answers: { status: number; headers: Readonly<Record<string, string>> }[] = [];
  const server = createServer((_request, response) => {
    const { status, headers } = answers.shift() ?? { status: 200, headers: {} };
    response.writeHead(status, headers).end();
  });
  let url: string;
  let wire: Wire;
  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    wire = openWire({
      identity: () => undefined,
      trust: [],
      publicTrust: false,
      requestMs: 2000,
      bodyBytes: 1024,
      retryAfterMs: 1500,
      pace: tokenBucket(undefined),
      route: straight,
    });
  });
  after(async () => {
    await wire.close();
    server.close();
    server.closeAllConnections();
  });
  const get = () => wire.send({ method: 'GET', url, headers: [], body: '', tls: { certificate: 'none' } });

  it('429 with Retry-After is waited for, and told', async () => {
    answers.push({ status: 429, headers: { 'retry-after': '1' } });
    const sent = await get();
    assert.equal(sent.outcome.kind === 'answer' && sent.outcome.status, 200);
    assert.deepEqual(
      sent.deferred?.map(({ status, waitMs }) => [status, waitMs]),
      [[429, 1000]],
    );
  });

  it('429 beyond the limit, or without a time, proves nothing', async () => {
    answers.push({ status: 429, headers: { 'retry-after': '60' } });
    await assert.rejects(
      get(),
      (error) => error instanceof Unproven && /Retry-After 60 s/.test(error.message),
    );
    answers.push({ status: 429, headers: {} });
    await assert.rejects(get(), (error) => error instanceof Unproven && /no Retry-After/.test(error.message));
    answers.push(
      { status: 429, headers: { 'retry-after': '1' } },
      { status: 429, headers: { 'retry-after': '1' } },
    );
    await assert.rejects(get(), Unproven);
  });

  it('no other answer is ever asked for again', async () => {
    answers.push({ status: 503, headers: { 'retry-after': '0' } });
    const { outcome, deferred } = await get();
    assert.equal(outcome.kind === 'answer' && outcome.status, 503);
    assert.equal(deferred, undefined);
  });

  it('the rate of requests is kept', async () => {
    const pace = tokenBucket(20);
    const start = performance.now();
    // A bucket of 20, then one each 50 ms.
    await Promise.all(Array.from({ length: 30 }, () => pace()));
    const elapsed = performance.now() - start;
    assert.ok(elapsed > 450 && elapsed < 5000, String(elapsed));
  });
});

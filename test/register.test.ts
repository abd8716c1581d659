import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { after, before, describe, it } from 'node:test';
import { once } from 'node:events';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose';
import { Agent, request } from 'undici';
import { openCast, type Cast } from '../src/cast/cast.js';
import { HarnessError } from '../src/nouns/errors.js';
import { behaviourSchema, behaviourSchemas, type Behaviour } from '../src/register/behaviour.js';
import { hostControl, type HostControl } from '../src/register/control.js';
import { startHost, type RunningHost } from '../src/register/host.js';
import { makeProduct, trapUri, type Product } from '../src/register/product.js';
import { mintSsa, ssaClaims } from '../src/register/software-statement.js';

describe('the Register and the recipient that we play', () => {
  const folder = mkdtempSync(join(tmpdir(), 'register-'));
  const controlPath = join(folder, 'host', 'control.sock');
  let cast: Cast;
  let host: RunningHost;
  let control: HostControl;
  let agent: Agent;

  before(async () => {
    cast = await openCast(join(folder, 'keys'));
    host = await startHost({ cast, controlPath });
    control = hostControl(controlPath);
    agent = new Agent({ connect: { ca: cast.authorityPem } });
  });
  after(async () => {
    await agent.destroy();
    await control.close();
    await host.stop();
    rmSync(folder, { recursive: true });
  });

  const get = async (
    url: string,
    options: { method?: 'HEAD' | 'POST'; headers?: Record<string, string> } = {},
  ) => {
    const { statusCode, headers, body } = await request(url, { dispatcher: agent, ...options });
    return { status: statusCode, headers, text: await body.text() };
  };
  const fresh = async (): Promise<Product> => {
    const product = makeProduct({ name: 'test', random: randomUUID, hostUrl: host.url });
    await control.publish(product, { jwks: { keys: ownKeys() } });
    return product;
  };
  const ownKeys = () => [cast.key('recipient-ps256').publicJwk, cast.key('recipient-es256').publicJwk];
  const keysAt = async (url: string) => {
    const { keys } = JSON.parse((await get(url)).text) as { keys: readonly { kid: string; n?: string }[] };
    return keys.map(({ kid, n }) => ({ kid, n }));
  };

  it('serves every URL of a product, and nothing of one that is unknown or retired', async () => {
    const product = await fresh();
    const pages = [
      product.clientUri,
      product.logoUri,
      product.tosUri,
      product.policyUri,
      product.revocationUri,
    ];
    for (const url of [...pages, ...product.redirectUris, product.jwksUri, product.sectorIdentifierUri]) {
      assert.equal((await get(url)).status, 200, url);
    }
    assert.deepEqual(JSON.parse((await get(product.sectorIdentifierUri)).text), product.redirectUris);
    assert.deepEqual(JSON.parse((await get(product.jwksUri)).text), { keys: ownKeys() });
    await control.retire(product.softwareId);
    assert.equal((await get(product.jwksUri)).status, 404);
    assert.equal((await get(`${host.url}/`)).status, 404);
  });

  it('mints SSAs that verify under the published key set, with every claim of the standard', async () => {
    const product = await fresh();
    const now = new Date();
    const jti = randomUUID().replaceAll('-', '');
    const ssa = await mintSsa(ssaClaims(product, { now, jti }), cast.key('register-ps256'));
    const jwks = JSON.parse((await get(`${host.url}/cdr-register/v1/jwks`)).text) as JSONWebKeySet;
    const { payload } = await jwtVerify(ssa, createLocalJWKSet(jwks), {
      issuer: 'cdr-register',
      algorithms: ['PS256'],
    });
    assert.equal((payload.exp ?? 0) - (payload.iat ?? 0), 600);
    assert.deepEqual(decodeProtectedHeader(ssa), {
      alg: 'PS256',
      kid: cast.key('register-ps256').kid,
      typ: 'JWT',
    });
    const required = `org_id org_name client_name client_description client_uri redirect_uris logo_uri jwks_uri
      revocation_uri recipient_base_uri software_id software_roles scope legal_entity_id legal_entity_name
      sector_identifier_uri tos_uri policy_uri iss iat exp jti`;
    for (const claim of required.split(/\s+/)) assert.ok(claim in payload, claim);
    assert.ok(product.scope.split(' ').includes('cdr:registration'));
  });

  it('shows the Register rotating its keys', async () => {
    const url = `${host.url}/cdr-register/v1/jwks`;
    const [current, next, elliptic] = (
      ['register-ps256', 'register-next-ps256', 'register-es256'] as const
    ).map((name) => cast.key(name).kid);
    const kids = async () => (await keysAt(url)).map(({ kid }) => kid);
    assert.deepEqual(await kids(), [current, elliptic]);
    await control.registerKeys('added');
    assert.deepEqual(await kids(), [current, next, elliptic]);
    await control.registerKeys('rotated');
    assert.deepEqual(await kids(), [next, elliptic]);
    await control.registerKeys('duplicate-kid');
    assert.deepEqual(await kids(), [current, current, elliptic]);
    await control.registerKeys('unknown-kid');
    assert.deepEqual(await kids(), [next, elliptic]);
    await control.registerKeys('current');
    const token = await keysAt(`${host.url}/idp/.well-known/openid-configuration/jwks`);
    assert.deepEqual(
      token.map(({ kid }) => kid),
      [cast.key('register-token-ps256').kid],
    );
    assert.ok((await control.registerFetches()).some(({ path }) => path === '/cdr-register/v1/jwks'));
  });

  it('logs who fetched what, also through a trap', async () => {
    const product = await fresh();
    await get(`${product.jwksUri}?x=1`);
    await get(product.sectorIdentifierUri, { method: 'HEAD' });
    await get(product.policyUri, { method: 'POST' });
    await get(trapUri(host.url, product.softwareId));
    const seen = await control.fetches(product.softwareId);
    const path = `/products/${product.softwareId}`;
    assert.deepEqual(
      seen.map((fetch) => [fetch.method, fetch.path, fetch.status, fetch.remoteAddress]),
      [
        ['GET', `${path}/jwks?x=1`, 200, '127.0.0.1'],
        ['HEAD', `${path}/sector`, 200, '127.0.0.1'],
        ['POST', `${path}/policy`, 405, '127.0.0.1'],
        ['GET', `/trap/${product.softwareId}/jwks`, 200, '127.0.0.1'],
      ],
    );
    assert.deepEqual(await control.fetches(randomUUID()), []);
  });

  const served: readonly (readonly [Behaviour, number, RegExp])[] = [
    [{ kind: 'normal' }, 200, /^\{"keys":\[\{/],
    [{ kind: 'slow', ms: 40 }, 200, /^\{"keys":\[\{/],
    [{ kind: 'status', status: 404 }, 404, /404/],
    [{ kind: 'status', status: 503 }, 503, /503/],
    [{ kind: 'html' }, 200, /^<!doctype html>/],
    [{ kind: 'not-json' }, 200, /^\{"keys":\[[^\]]*$/],
    [{ kind: 'empty-body' }, 200, /^$/],
    [{ kind: 'empty-keys' }, 200, /^\{"keys":\[\]\}$/],
    [{ kind: 'no-keys' }, 200, /^\{\}$/],
    [{ kind: 'wrong-media-type' }, 200, /^\{"keys":\[\{/],
    [{ kind: 'redirect' }, 302, /^$/],
    [{ kind: 'custom', status: 418, headers: { 'x-tea': 'pot' }, body: 'tea' }, 418, /^tea$/],
  ];
  for (const [behaviour, status, body] of served) {
    it(`serves a key set ${JSON.stringify(behaviour)}`, async () => {
      const product = await fresh();
      await control.behave(product.softwareId, 'jwks', behaviour);
      const answer = await get(product.jwksUri);
      assert.equal(answer.status, status);
      assert.match(answer.text, body);
      assert.deepEqual(
        (await control.fetches(product.softwareId)).map((fetch) => fetch.status),
        [status],
      );
    });
  }

  it('serves key sets with other keys in them', async () => {
    const product = await fresh();
    const { softwareId, jwksUri } = product;
    const kids = ownKeys().map((key) => key['kid']);
    const next = cast.key('recipient-next-ps256').kid;
    const show = async (behaviour: Behaviour) => {
      await control.behave(softwareId, 'jwks', behaviour);
      return keysAt(jwksUri);
    };
    assert.deepEqual(
      (await show({ kind: 'rotated' })).map(({ kid }) => kid),
      [next],
    );
    assert.deepEqual(
      (await show({ kind: 'added' })).map(({ kid }) => kid),
      [...kids, next],
    );
    const wrong = await show({ kind: 'wrong-keys' });
    assert.deepEqual(
      wrong.map(({ kid }) => kid),
      kids,
    );
    assert.equal(wrong[0]?.n, cast.key('stranger-ps256').publicJwk['n']);
    assert.deepEqual(
      (await show({ kind: 'duplicate-kid' })).map(({ kid }) => kid),
      [...kids, ...kids],
    );
  });

  it('serves an oversized key set that is right at its end, and a sector document with faults', async () => {
    const product = await fresh();
    await control.behave(product.softwareId, 'jwks', { kind: 'oversized', bytes: 3_000_000 });
    const { text } = await get(product.jwksUri);
    assert.ok(text.length > 3_000_000);
    assert.deepEqual((JSON.parse(text) as { keys: unknown }).keys, ownKeys());
    await control.behave(product.softwareId, 'sector', { kind: 'oversized', bytes: 1_000_000 });
    assert.deepEqual(JSON.parse((await get(product.sectorIdentifierUri)).text), product.redirectUris);
    await control.behave(product.softwareId, 'sector', { kind: 'missing-one' });
    assert.deepEqual(JSON.parse((await get(product.sectorIdentifierUri)).text), [product.redirectUris[1]]);
  });

  it('redirects to the right document, hangs up, and keeps silent', async () => {
    const product = await fresh();
    await control.behave(product.softwareId, 'jwks', { kind: 'redirect' });
    const { headers } = await get(product.jwksUri);
    assert.deepEqual(JSON.parse((await get(`${host.url}${String(headers['location'])}`)).text), {
      keys: ownKeys(),
    });
    await control.behave(product.softwareId, 'jwks', { kind: 'reset' });
    await assert.rejects(get(product.jwksUri), /other side closed|ECONNRESET/);
    await control.behave(product.softwareId, 'jwks', { kind: 'never-answers', ms: 100 });
    const start = performance.now();
    await assert.rejects(get(product.jwksUri), /other side closed|ECONNRESET/);
    assert.ok(performance.now() - start >= 95);
  });

  it('states behaviours alike in type and schema, per document', () => {
    const ajv = new Ajv2020({ strict: true });
    const any = ajv.compile(behaviourSchema);
    for (const [behaviour] of served) assert.ok(any(behaviour), JSON.stringify(behaviour));
    assert.ok(any({ kind: 'never-answers' }));
    for (const wrong of [
      { kind: 'slow' },
      { kind: 'status', status: 200 },
      { kind: 'melt' },
      { kind: 'html', ms: 1 },
    ]) {
      assert.equal(any(wrong), false, JSON.stringify(wrong));
    }
    assert.equal(ajv.compile(behaviourSchemas.sector)({ kind: 'rotated' }), false);
    assert.equal(ajv.compile(behaviourSchemas.jwks)({ kind: 'missing-one' }), false);
  });

  it('publishes statuses with versions and validators, and cascades a recipient to its products', async () => {
    const product = await fresh();
    const products = `${host.url}/cdr-register/v1/all/data-recipients/brands/software-products/status`;
    const recipients = `${host.url}/cdr-register/v1/all/data-recipients/status`;
    const statusOf = async (url: string, id: string) => {
      const { data } = JSON.parse((await get(url, { headers: { 'x-v': '2' } })).text) as {
        data: { status: string }[];
      };
      return data.find((entry) => Object.values(entry).includes(id))?.status;
    };
    assert.equal(await statusOf(products, product.softwareId), 'ACTIVE');
    assert.equal(await statusOf(recipients, product.legalEntityId), 'ACTIVE');
    await control.registerStatus({ of: 'data-recipient', id: product.legalEntityId, status: 'SUSPENDED' });
    assert.equal(await statusOf(recipients, product.legalEntityId), 'SUSPENDED');
    assert.equal(await statusOf(products, product.softwareId), 'INACTIVE');
    await control.registerStatus({ of: 'data-recipient', id: product.legalEntityId, status: 'REVOKED' });
    assert.equal(await statusOf(products, product.softwareId), 'REMOVED');
    await control.registerStatus({ of: 'software-product', id: product.softwareId, status: null });
    assert.equal(await statusOf(products, product.softwareId), undefined);

    const first = await get(products, { headers: { 'x-v': '9', 'x-min-v': '2' } });
    assert.equal(first.headers['x-v'], '3');
    const again = await get(products, {
      headers: { 'x-v': '3', 'if-none-match': String(first.headers['etag']) },
    });
    assert.deepEqual([again.status, again.text], [304, '']);
    assert.equal((await get(products, { headers: { 'x-v': 'two' } })).status, 400);
    assert.equal((await get(products, { headers: { 'x-v': '9' } })).status, 406);
    assert.equal((await get(products.replace('/all/', '/foo/'))).status, 400);
  });

  it('keeps its control socket to its user, and refuses what would do harm', async () => {
    assert.equal(statSync(controlPath).mode & 0o777, 0o600);
    assert.equal(statSync(join(folder, 'host')).mode & 0o777, 0o700);
    const product = makeProduct({ name: 'test', random: randomUUID, hostUrl: host.url });
    await assert.rejects(control.behave(product.softwareId, 'jwks', { kind: 'html' }), HarnessError);
    const secret = { ...cast.key('recipient-ps256').publicJwk, d: 'AQAB' };
    await assert.rejects(control.publish(product, { jwks: { keys: [secret] } }), /private keys/);
    await assert.rejects(startHost({ cast, controlPath: join('/', 'control.sock') }), /open to others/);
  });

  it('answers its control within a millisecond once warm', async () => {
    const product = await fresh();
    for (let round = 0; round < 200; round += 1)
      await control.publish(product, { jwks: { keys: ownKeys() } });
    const times: number[] = [];
    for (let round = 0; round < 200; round += 1) {
      const start = performance.now();
      await control.publish(product, { jwks: { keys: ownKeys() } });
      times.push(performance.now() - start);
    }
    const median = times.sort((one, other) => one - other)[100] ?? Infinity;
    console.log(`publish: median ${median.toFixed(2)} ms`);
    assert.ok(median < 5);
  });

  it('speaks TLS 1.2 and later only, and tells of handshakes that fail', async () => {
    const handshake = async (options: object): Promise<string | null> => {
      const socket = connect({ port: host.port, host: '127.0.0.1', servername: 'localhost', ...options });
      await once(socket, 'secureConnect');
      socket.destroy();
      return socket.getProtocol();
    };
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' };
    await assert.rejects(handshake({ ca: cast.authorityPem, ...old }), { code: /PROTOCOL_VERSION/ });
    await assert.doesNotReject(handshake({ ca: cast.authorityPem, maxVersion: 'TLSv1.2' }));
    await assert.rejects(handshake({ ca: cast.foreignAuthorityPem, maxVersion: 'TLSv1.2' }), {
      code: /VERIFY|SELF_SIGNED/,
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const failures = await control.failedHandshakes();
    assert.ok(
      failures.some(({ code }) => code === 'ERR_SSL_UNSUPPORTED_PROTOCOL'),
      JSON.stringify(failures),
    );
  });

  it('drops whoever sends headers too slowly, and stops although somebody is being kept waiting', async () => {
    const other = await startHost({ cast, controlPath: join(folder, 'other', 'control.sock') });
    const steer = hostControl(other.controlPath);
    const product = makeProduct({ name: 'test', random: randomUUID, hostUrl: other.url });
    await steer.publish(product, { jwks: { keys: ownKeys() } });
    await steer.behave(product.softwareId, 'jwks', { kind: 'never-answers' });
    const waiting = get(product.jwksUri).catch((error: unknown) => String(error));
    const silent = connectTcp(other.port, '127.0.0.1');
    silent.on('error', () => undefined);
    const slow = connect({
      port: other.port,
      host: '127.0.0.1',
      servername: 'localhost',
      ca: cast.authorityPem,
    });
    await once(slow, 'secureConnect');
    slow.write('GET / HTTP/1.1\r\nHost: x\r\n');
    const start = performance.now();
    slow.resume();
    await Promise.all([once(slow, 'close'), once(silent, 'close')]);
    assert.ok(performance.now() - start < 9_000);
    await steer.close();
    await other.stop();
    assert.match(String(await waiting), /closed|ECONNRESET/);
    assert.equal(existsSync(other.controlPath), false);
    await assert.rejects(steer.publish(product, { jwks: { keys: [] } }), HarnessError);
  });
});

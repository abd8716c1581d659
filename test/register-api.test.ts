import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { createLocalJWKSet, decodeJwt, jwtVerify, SignJWT, type JSONWebKeySet, type JWTPayload } from 'jose';
import { Agent, request } from 'undici';

import { openCast, type Cast } from '../src/cast/cast.js';
import { hostControl, type HostControl } from '../src/register/control.js';
import { startHost, type RunningHost } from '../src/register/host.js';
import { makeProduct, type Product } from '../src/register/product.js';
import { brandNumber } from './holder-brands.js';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

describe('our Register in full', () => {
  const folder = mkdtempSync(join(tmpdir(), 'register-api-'));
  let cast: Cast;
  let host: RunningHost;
  let control: HostControl;
  let product: Product;
  let secure: string;
  let now = new Date();
  const agents = new Map<string, Agent>();

  before(async () => {
    cast = await openCast(join(process.cwd(), 'keys'));
    host = await startHost({
      cast,
      controlPath: join(folder, 'socket', 'control'),
      secure: { listen: { host: '127.0.0.1', port: 0 } },
      now: () => now,
    });
    secure = host.secureUrl ?? '';
    control = hostControl(host.controlPath);
    product = makeProduct({ name: 'test', random: randomUUID, hostUrl: host.url });
    await control.publish(product, {
      jwks: { keys: [cast.key('recipient-ps256').publicJwk, cast.key('recipient-es256').publicJwk] },
    });
    await control.holderBrands(Array.from({ length: 60 }, (_, index) => brandNumber(index)));
  });
  after(async () => {
    for (const agent of agents.values()) await agent.destroy();
    await control.close();
    await host.stop();
    rmSync(folder, { recursive: true });
  });

  type Who = 'none' | 'recipient' | 'neighbour' | 'stranger';
  const agentOf = (who: Who): Agent => {
    const known = agents.get(who);
    if (known !== undefined) return known;
    const own = who === 'none' ? undefined : cast.identity(who);
    const agent = new Agent({
      connect: {
        ca: cast.authorityPem,
        ...(own === undefined ? {} : { key: own.keyPem, cert: own.certificatePem }),
      },
    });
    agents.set(who, agent);
    return agent;
  };
  const call = async (
    url: string,
    options: {
      who?: Who;
      method?: 'GET' | 'POST' | 'PUT';
      headers?: Record<string, string>;
      body?: string;
    } = {},
  ) => {
    const { who = 'recipient', ...rest } = options;
    const answer = await request(url, { dispatcher: agentOf(who), ...rest });
    const text = await answer.body.text();
    const json = (/^[{[]/.test(text) ? JSON.parse(text) : {}) as Record<string, unknown>;
    return { status: answer.statusCode, headers: answer.headers, text, json };
  };
  const codeOf = (json: Record<string, unknown>): unknown =>
    (json['errors'] as readonly { code: string }[] | undefined)?.[0]?.code;

  const tokenUrl = () => `${secure}/idp/connect/token`;
  const assertion = (
    change: JWTPayload = {},
    alg: 'PS256' | 'ES256' | 'RS256' = 'PS256',
  ): Promise<string> => {
    const key = cast.key(alg === 'ES256' ? 'recipient-es256' : 'recipient-ps256');
    const iat = Math.floor(now.getTime() / 1000);
    const claims = {
      iss: product.softwareId,
      sub: product.softwareId,
      aud: tokenUrl(),
      iat,
      exp: iat + 60,
      jti: randomUUID(),
    };
    return new SignJWT({ ...claims, ...change })
      .setProtectedHeader({ alg, kid: key.kid })
      .sign(key.privateKey);
  };
  const form = async (change: Record<string, string> = {}) => ({
    grant_type: 'client_credentials',
    scope: 'cdr-register:read',
    client_assertion_type: assertionType,
    client_assertion: await assertion(),
    ...change,
  });
  const askToken = (body: Record<string, string>, who: Who = 'recipient') =>
    call(tokenUrl(), {
      who,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(body).toString(),
    });
  const token = async (who: Who = 'recipient') =>
    String((await askToken(await form(), who)).json['access_token']);
  const ssaUrl = (industry = 'all', brand = product.brandId, id = product.softwareId) =>
    `${secure}/cdr-register/v1/${industry}/data-recipients/brands/${brand}/software-products/${id}/ssa`;

  it('publishes its configuration, and two key sets that have nothing in common', async () => {
    const { json } = await call(`${host.url}/idp/.well-known/openid-configuration`, { who: 'none' });
    assert.equal(json['issuer'], `${host.url}/idp`);
    assert.equal(json['token_endpoint'], tokenUrl());
    const kids = async (url: string) =>
      ((await call(url, { who: 'none' })).json['keys'] as readonly { kid: string }[]).map(({ kid }) => kid);
    const oidc = await kids(String(json['jwks_uri']));
    const ssa = await kids(`${host.url}/cdr-register/v1/jwks`);
    assert.equal(oidc.length, 1);
    assert.ok(!ssa.some((kid) => oidc.includes(kid)));
  });

  it('issues a certificate-bound token that says whose it is', async () => {
    const { status, json, headers } = await askToken(await form());
    assert.deepEqual(
      [status, json['token_type'], json['expires_in'], json['scope'], headers['cache-control']],
      [200, 'Bearer', 300, 'cdr-register:read', 'no-store'],
    );
    const claims = decodeJwt(String(json['access_token']));
    assert.equal(claims['client_id'], product.softwareId);
    assert.equal(claims.aud, 'cdr-register');
    assert.ok('x5t#S256' in (claims['cnf'] as object));
    for (const aud of [`${host.url}/idp`, [tokenUrl(), 'other']])
      assert.equal((await askToken(await form({ client_assertion: await assertion({ aud }) }))).status, 200);
    assert.equal(
      (await askToken(await form({ client_assertion: await assertion({}, 'ES256') }))).status,
      200,
    );
  });

  const refusals: readonly (readonly [
    string,
    () => Promise<Record<string, string>> | Record<string, string>,
    string,
  ])[] = [
    ['no grant_type', () => form({ grant_type: '' }), 'invalid_client'],
    ['another grant_type', () => form({ grant_type: 'foo' }), 'unsupported_grant_type'],
    ['no assertion', () => form({ client_assertion: '' }), 'invalid_client'],
    ['garbage for an assertion', () => form({ client_assertion: 'foo' }), 'invalid_client'],
    ['no assertion type', () => form({ client_assertion_type: '' }), 'invalid_client'],
    ['another assertion type', () => form({ client_assertion_type: 'foo' }), 'invalid_client'],
    ['an empty scope', () => form({ scope: '' }), 'invalid_client'],
    ['another scope', () => form({ scope: 'cdr-register:bank:read' }), 'invalid_client'],
    ['another client_id', () => form({ client_id: randomUUID() }), 'invalid_client'],
    ...(
      [
        ['no jti', { jti: undefined }],
        ['no exp', { exp: undefined }],
        ['an exp long ago', { exp: 1_000_000_000 }],
        ['another sub', { sub: randomUUID() }],
        ['another iss', { iss: randomUUID() }],
        ['a foreign audience', { aud: 'https://other.example/idp/connect/token' }],
        ['an audience with a suffix', { aud: 'https://localhost/idp/connect/token/x' }],
      ] as const
    ).map(
      ([name, change]) =>
        [
          `an assertion with ${name}`,
          async () => form({ client_assertion: await assertion(change as unknown as JWTPayload) }),
          'invalid_client',
        ] as const,
    ),
    [
      'an assertion under RS256',
      async () => form({ client_assertion: await assertion({}, 'RS256') }),
      'invalid_client',
    ],
  ];
  for (const [name, body, error] of refusals) {
    it(`refuses a token request with ${name}`, async () => {
      const { status, json } = await askToken(await body());
      assert.deepEqual([status, json['error']], [400, error], JSON.stringify(json));
    });
  }

  it('refuses an assertion that comes again, another media type and another method', async () => {
    const body = await form();
    assert.equal((await askToken(body)).status, 200);
    const again = await askToken(body);
    assert.deepEqual([again.status, again.json['error']], [400, 'invalid_client']);
    const json = { 'content-type': 'application/json' };
    assert.equal((await call(tokenUrl(), { method: 'POST', headers: json, body: '{}' })).status, 415);
    assert.equal((await call(tokenUrl())).status, 405);
  });

  it('lets nobody in without a certificate of its authority', async () => {
    await assert.rejects(call(tokenUrl(), { who: 'none' }), { code: /CERT|ALERT|ECONNRESET|UND_ERR_SOCKET/ });
    await assert.rejects(call(tokenUrl(), { who: 'stranger' }), {
      code: /CERT|ALERT|ECONNRESET|UND_ERR_SOCKET/,
    });
  });

  it('gives SSAs of version 3 and 4 that verify under its published keys', async () => {
    const authorization = `Bearer ${await token()}`;
    const { json } = await call(`${host.url}/cdr-register/v1/jwks`, { who: 'none' });
    const keys = createLocalJWKSet(json as unknown as JSONWebKeySet);
    for (const [headers, industry, version] of [
      [{ 'x-v': '3' }, 'banking', '3'],
      [{ 'x-v': '4' }, 'all', '4'],
      [{ 'x-v': '9', 'x-min-v': '3' }, 'all', '4'],
    ] as const) {
      const answer = await call(ssaUrl(industry), { headers: { authorization, ...headers } });
      assert.deepEqual([answer.status, answer.headers['x-v']], [200, version], answer.text);
      const { payload } = await jwtVerify(answer.text, keys, { issuer: 'cdr-register', currentDate: now });
      assert.equal(payload['software_id'], product.softwareId);
    }
  });

  it('refuses versions, industries, brands, products and strangers with the codes of the standard', async () => {
    const authorization = `Bearer ${await token()}`;
    const refused = async (url: string, headers: Record<string, string>, who: Who = 'recipient') => {
      const { status, json } = await call(url, { who, headers: { authorization, ...headers } });
      return [status, codeOf(json)];
    };
    const v3 = { 'x-v': '3' };
    const all = 'urn:au-cds:error:cds-all:';
    const register = 'urn:au-cds:error:cds-register:';
    assert.deepEqual(await refused(ssaUrl(), {}), [400, `${all}Header/Missing`]);
    assert.deepEqual(await refused(ssaUrl(), { 'x-v': 'foo' }), [400, `${all}Header/InvalidVersion`]);
    assert.deepEqual(await refused(ssaUrl(), { 'x-v': '2' }), [406, `${all}Header/UnsupportedVersion`]);
    assert.deepEqual(await refused(ssaUrl('foo'), v3), [400, `${all}Field/Invalid`]);
    assert.deepEqual(await refused(ssaUrl('banking'), { 'x-v': '4' }), [400, `${all}Field/Invalid`]);
    assert.deepEqual(await refused(ssaUrl('all', randomUUID()), v3), [404, `${register}Field/InvalidBrand`]);
    assert.deepEqual(await refused(ssaUrl('all', product.brandId, randomUUID()), v3), [
      404,
      `${register}Field/InvalidSoftwareProduct`,
    ]);
    assert.deepEqual(await refused(ssaUrl(), v3, 'neighbour'), [401, undefined]);
    assert.deepEqual(await refused(ssaUrl(), { ...v3, authorization: '' }), [401, undefined]);
    assert.deepEqual(await refused(ssaUrl(), { ...v3, authorization: 'Bearer foo' }), [401, undefined]);
    assert.deepEqual(await refused(`${secure}/cdr-register/v1/all/foo`, v3), [
      404,
      `${all}Resource/NotFound`,
    ]);
  });

  it('honours a token for five minutes only', async () => {
    const authorization = `Bearer ${await token()}`;
    const start = now;
    now = new Date(start.getTime() + 301_000);
    const { status, headers } = await call(ssaUrl(), { headers: { authorization, 'x-v': '3' } });
    now = start;
    assert.equal(status, 401);
    assert.match(String(headers['www-authenticate']), /expired/);
  });

  it('gives no SSA while a participant is not active, and again when it is', async () => {
    const authorization = `Bearer ${await token()}`;
    const status = async () => (await call(ssaUrl(), { headers: { authorization, 'x-v': '3' } })).status;
    const entity = { of: 'data-recipient', id: product.legalEntityId } as const;
    await control.registerStatus({ ...entity, status: 'SUSPENDED' });
    assert.equal(await status(), 403);
    await control.registerStatus({ ...entity, status: 'ACTIVE' });
    assert.equal(await status(), 200);
    await control.registerStatus({ of: 'software-product', id: product.softwareId, status: 'INACTIVE' });
    assert.equal(await status(), 403);
    await control.registerStatus({ of: 'software-product', id: product.softwareId, status: 'ACTIVE' });
  });

  const brands = async (query: string, headers: Record<string, string> = {}, industry = 'all') =>
    call(`${secure}/cdr-register/v1/${industry}/data-holders/brands${query}`, {
      headers: { authorization: `Bearer ${await token()}`, 'x-v': '2', ...headers },
    });
  const idsOf = (json: Record<string, unknown>) =>
    (json['data'] as readonly { dataHolderBrandId: string }[]).map((brand) => brand.dataHolderBrandId);

  it('lists brands page by page; the links lead through all of them', async () => {
    const seen: string[] = [];
    let url: string | undefined = '';
    for (let pages = 1; url !== undefined; pages += 1) {
      const { json } = await brands(url);
      seen.push(...idsOf(json));
      const { next } = json['links'] as { next?: string };
      url = next === undefined ? undefined : new URL(next).search;
      assert.deepEqual(json['meta'], { totalRecords: 60, totalPages: 3 });
      assert.equal(url === undefined, pages === 3);
    }
    assert.deepEqual(
      seen,
      Array.from({ length: 60 }, (_, index) => `brand-${index}`),
    );
    assert.equal(idsOf((await brands('?page-size=7&page=9')).json).length, 4);
  });

  it('filters brands by industry and by date, and shows each version its members', async () => {
    assert.equal(
      ((await brands('', {}, 'energy')).json['meta'] as { totalRecords: number }).totalRecords,
      20,
    );
    const { json } = await brands('?updated-since=2026-01-28T00:00:00%2B11:00');
    assert.deepEqual(idsOf(json), ['brand-27', 'brand-55']);
    const detail = async (version: string) =>
      ((await brands('?page-size=1', { 'x-v': version })).json['data'] as { endpointDetail: object }[])[0]
        ?.endpointDetail ?? {};
    assert.equal('productBaseUri' in (await detail('2')), false);
    assert.equal('productBaseUri' in (await detail('3')), true);
  });

  it('refuses pages that there are not, and what is no page, size or date', async () => {
    const all = 'urn:au-cds:error:cds-all:Field/';
    for (const [query, status, code] of [
      ['?page=4', 422, 'InvalidPage'],
      ['?page=0', 400, 'Invalid'],
      ['?page=x', 400, 'Invalid'],
      ['?page-size=1001', 400, 'InvalidPageSize'],
      ['?page-size=-1', 400, 'InvalidPageSize'],
      ['?updated-since=yesterday', 400, 'InvalidDateTime'],
      ['?updated-since=2026-13-01T00:00:00Z', 400, 'InvalidDateTime'],
    ] as const) {
      const { json, ...answer } = await brands(query);
      assert.deepEqual([answer.status, codeOf(json)], [status, `${all}${code}`], query);
    }
  });

  it('answers 304 to who has the list already, until a status changes', async () => {
    const first = await brands('');
    const etag = { 'if-none-match': String(first.headers['etag']) };
    assert.deepEqual([(await brands('', etag)).status, (await brands('', etag)).text], [304, '']);
    await control.registerStatus({ of: 'data-holder', id: 'entity-0', status: 'REMOVED' });
    const second = await brands('', etag);
    assert.equal(second.status, 200);
    assert.equal((second.json['data'] as { status: string }[])[0]?.status, 'REMOVED');
    await control.registerStatus({ of: 'data-holder', id: 'entity-0', status: 'ACTIVE' });
  });

  it('tells anyone of recipients and of the statuses of all participants', async () => {
    const open = (path: string, headers: Record<string, string>) =>
      call(`${host.url}/cdr-register/v1/all/${path}`, { who: 'none', headers });
    const { json, headers } = await open('data-recipients', { 'x-v': '3' });
    const [entity] = json['data'] as readonly {
      legalEntityId: string;
      dataRecipientBrands: readonly { softwareProducts: readonly { softwareProductId: string }[] }[];
    }[];
    assert.equal(entity?.legalEntityId, product.legalEntityId);
    assert.equal(entity.dataRecipientBrands[0]?.softwareProducts[0]?.softwareProductId, product.softwareId);
    assert.equal(headers['x-v'], '3');
    const etag = { 'if-none-match': String(headers['etag']), 'x-v': '3' };
    assert.equal((await open('data-recipients', etag)).status, 304);
    assert.equal((await open('data-recipients', {})).status, 400);
    assert.equal((await open('data-recipients', { 'x-v': '9' })).status, 406);
    const statuses = (await open('data-holders/status', { 'x-v': '1' })).json['data'];
    assert.equal((statuses as readonly object[]).length, 60);
  });

  it('does none of this during a run', async () => {
    const other = await startHost({ cast, controlPath: join(folder, 'other', 'control') });
    for (const path of ['/idp/.well-known/openid-configuration', '/cdr-register/v1/all/data-recipients'])
      assert.equal((await call(`${other.url}${path}`, { who: 'none' })).status, 404);
    assert.equal(other.secureUrl, undefined);
    await other.stop();
  });
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { decodeJwt } from 'jose';

import { openCast, type Cast } from '../src/cast/cast.js';
import type { RegisterApi } from '../src/nouns/target.js';
import { straight } from '../src/recipient/proxy.js';
import { openWire, type Wire } from '../src/recipient/wire.js';
import { hostControl } from '../src/register/control.js';
import { openRegisterClient, type RegisterClient } from '../src/register-client/register-client.js';
import { RegisterFault } from '../src/register-client/register-fault.js';
import { startForeignRegister, type ForeignRegister } from './foreign-register.js';

describe('the client of a Register that we do not play', () => {
  const folder = mkdtempSync(join(tmpdir(), 'register-client-'));
  let register: ForeignRegister;
  let cast: Cast;
  const wires: Wire[] = [];
  let now = new Date();

  before(async () => {
    register = await startForeignRegister(folder);
    cast = await openCast(register.keys);
  });
  after(async () => {
    for (const wire of wires) await wire.close();
    await register.stop();
    rmSync(folder, { recursive: true });
  });

  type Change = Partial<RegisterApi> & {
    readonly as?: 'recipient' | 'neighbour' | 'stranger';
    readonly key?: 'neighbour-ps256' | 'recipient-es256';
    readonly untrusting?: true;
    readonly pageSize?: number;
  };
  const clientWith = ({
    as = 'recipient',
    key,
    untrusting,
    pageSize,
    ...change
  }: Change = {}): RegisterClient => {
    const wire = openWire({
      identity: (name) => (name === 'recipient' ? cast.identity(as) : undefined),
      trust: untrusting === true ? [] : [cast.authorityPem],
      publicTrust: false,
      requestMs: 2_000,
      bodyBytes: 1_048_576,
      retryAfterMs: 0,
      pace: () => Promise.resolve(),
      route: straight,
    });
    wires.push(wire);
    const api: RegisterApi = {
      kind: 'api',
      discovery: `${register.open}/idp/.well-known/openid-configuration`,
      industry: 'all',
      ssaVersion: 3,
      brandId: register.recipientBrand,
      products: register.products,
      ...change,
    };
    return openRegisterClient({
      api,
      file: 'bank.yaml',
      wire,
      key: cast.key(key ?? 'recipient-ps256'),
      now: () => now,
      random: randomUUID,
      ...(pageSize === undefined ? {} : { pageSize }),
    });
  };
  const first = (): string => register.products[0] ?? '';
  const fetchesOf = async (part: string): Promise<number> => {
    const control = hostControl(register.control);
    const fetches = await control.registerFetches();
    await control.close();
    return fetches.filter(({ path }) => path.includes(part)).length;
  };

  it('obtains SSAs of version 3 and 4, each a fresh one, all with one token', async () => {
    const before = await fetchesOf('/connect/token');
    const client = clientWith();
    const [one, other] = [await client.ssa(first()), await client.ssa(first())];
    assert.notEqual(decodeJwt(one).jti, decodeJwt(other).jti);
    assert.equal(decodeJwt(one)['software_id'], first());
    assert.equal((await fetchesOf('/connect/token')) - before, 1);
    assert.equal(decodeJwt(await clientWith({ ssaVersion: 4 }).ssa(first())).iss, 'cdr-register');
    assert.equal(decodeJwt(await clientWith({ key: 'recipient-es256' }).ssa(first())).iss, 'cdr-register');
  });

  it('asks for another token when the first is about to end', async () => {
    const before = await fetchesOf('/connect/token');
    const client = clientWith();
    await client.ssa(first());
    // The Register allows clocks to differ by two minutes; so may this one.
    const start = now;
    now = new Date(start.getTime() + 100_000);
    await client.ssa(first());
    assert.equal((await fetchesOf('/connect/token')) - before, 1);
    now = new Date(start.getTime() + 275_000);
    await client.ssa(first());
    now = start;
    assert.equal((await fetchesOf('/connect/token')) - before, 2);
  });

  it('says that clocks may be apart when an assertion comes late', async () => {
    const start = now;
    now = new Date(start.getTime() - 600_000);
    await fault(clientWith(), first(), /accept us/, /invalid_client.*exp/, /clocks agree/);
    now = start;
  });

  it('takes the endpoints themselves, without a configuration document', async () => {
    const client = clientWith({
      token: `${register.secure}/idp/connect/token`,
      base: `${register.secure}/cdr-register/v1/`,
    });
    assert.equal(decodeJwt(await client.ssa(first())).iss, 'cdr-register');
  });

  it('finds a brand on any page, and says when there is none', async () => {
    const client = clientWith({ pageSize: 25 });
    const before = await fetchesOf('/data-holders/brands');
    const brand = await client.findBrand('brand-59');
    assert.equal(brand?.['brandName'], 'Brand 59');
    assert.equal((await fetchesOf('/data-holders/brands')) - before, 3);
    assert.equal((await client.findBrand('brand-3'))?.['brandName'], 'Brand 3');
    assert.equal((await fetchesOf('/data-holders/brands')) - before, 4);
    assert.equal(await client.findBrand('brand-60'), undefined);
  });

  const fault = async (
    client: RegisterClient,
    softwareId: string,
    cause: RegExp,
    evidence: RegExp,
    cure: RegExp,
  ) => {
    const error: unknown = await client.ssa(softwareId).then(
      () => assert.fail('no fault'),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof RegisterFault, String(error));
    assert.match(error.trouble.cause, cause);
    assert.match(error.trouble.evidence, evidence);
    assert.match(error.trouble.cure, cure);
    assert.doesNotMatch(error.message, /eyJ/, 'no token in a message');
  };

  it('names each refusal of the real Register with its cause and cure', async () => {
    const at = (change: Change, id = first()) => [clientWith(change), id] as const;
    await fault(...at({ key: 'neighbour-ps256' }), /accept us/, /400 invalid_client/, /identity.signing/);
    await fault(...at({}, 'unknown'), /accept us/, /no software product/, /register.api.products/);
    await fault(...at({ clientId: register.products[1] ?? '' }), /not know/, /404 urn.*Product/, /clientId/);
    await fault(...at({ brandId: 'other' }), /not know/, /404 urn.*InvalidBrand/, /register.api.brand/);
    await fault(...at({ ssaVersion: 2 }), /not support version 2/, /406 urn/, /ssaVersion/);
    await fault(...at({ ssaVersion: 4, industry: 'energy' }), /malformed/, /400 urn/, /industry/);
    await fault(...at({ as: 'stranger' }), /Register.*(breaks|refuses)/, /POST .*token/, /identity/);
    await fault(...at({ untrusting: true }), /not trusted/, /SELF_SIGNED|LEAF|LOCALLY/, /register.trust/);
    await fault(...at({ discovery: `${register.open}/nowhere` }), /not where/, /404/, /discovery/);
    await fault(...at({ discovery: 'https://localhost:1/x' }), /nothing listens/, /REFUSED/, /start/);
    await fault(...at({ discovery: 'https://no.such.invalid/x' }), /not resolve|no answer/, /GET/, /./);
    await fault(
      ...at({ discovery: `${register.open}/cdr-register/v1/jwks` }),
      /else than is due/,
      /200/,
      /URLs/,
    );
  });

  it('says that a participant is not active', async () => {
    const control = hostControl(register.control);
    const change = { of: 'software-product', id: first() } as const;
    await control.registerStatus({ ...change, status: 'INACTIVE' });
    await fault(clientWith(), first(), /not active/, /403 urn.*AdrStatusNotActive/, /activate/);
    await control.registerStatus({ ...change, status: 'ACTIVE' });
    await control.close();
  });

  /** A Register that is out of order: its resources answer as told. */
  const broken = async (status: number, body: string, delayMs = 0) => {
    const { keyPem, certificatePem } = cast.identity('host');
    const server = createServer({ key: keyPem, cert: certificatePem }, (request, response) => {
      if (request.url === '/idp/connect/token')
        response.writeHead(200).end(JSON.stringify({ access_token: 'x', expires_in: 300 }));
      else setTimeout(() => response.writeHead(status).end(body), delayMs);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `https://localhost:${(server.address() as AddressInfo).port}`;
    return { client: clientWith({ token: `${url}/idp/connect/token` }), stop: () => server.close() };
  };
  for (const [status, body, cause, cure, delayMs] of [
    [401, '', /not accept the access token/, /same one/],
    [422, '{"errors":[{"code":"urn:x","title":"Invalid Page"}]}', /no such page/, /try again/],
    [429, '', /./, /./],
    [500, '<html>', /out of order/, /ask who runs/],
    [503, '', /out of order/, /ask who runs/],
    [200, '<html>', /else than is due/, /CDR Register/],
    [302, '', /unexpected status/, /URLs/],
    [200, '', /no answer in time/, /limits.requestMs/, 2_500],
  ] as const) {
    it(`names what a ${status}${delayMs === undefined ? '' : ' that comes late'} means`, async () => {
      const { client, stop } = await broken(status, body, delayMs);
      try {
        if (status === 429) await assert.rejects(client.ssa(first()), /limits the rate/);
        else
          await fault(
            client,
            first(),
            cause,
            delayMs === undefined ? new RegExp(String(status)) : /TIMEOUT/,
            cure,
          );
      } finally {
        stop();
      }
    });
  }
});

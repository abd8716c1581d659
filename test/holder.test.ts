/** The reference Data Holder, driven over TLS with its own little Register, recipient and PKI. */
import '../src/cast/reflect.js';
import assert from 'node:assert/strict';
import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  webcrypto,
} from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import test, { after, before, describe } from 'node:test';
import * as x509 from '@peculiar/x509';
import { SignJWT } from 'jose';
import { Agent, request } from 'undici';
import { loadCatalogue } from '../holder/alterations.js';
import { type RunningHolder, startHolder } from '../holder/holder.js';

type Pem = { readonly key: string; readonly cert: string };
type Authority = {
  readonly pem: Pem;
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
};
type Answer = {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: Record<string, unknown>;
};
type Claims = Record<string, unknown>;

const ec = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};

const exportPem = async (keys: webcrypto.CryptoKeyPair, certificate: x509.X509Certificate): Promise<Pem> => {
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`,
    cert: certificate.toString('pem'),
  };
};

const validity = () => ({
  notBefore: new Date(Date.now() - 60_000),
  notAfter: new Date(Date.now() + 3_600_000),
});

const createAuthority = async (): Promise<Authority> => {
  const keys = await webcrypto.subtle.generateKey(ec, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=Test CDR CA',
      ...validity(),
      signingAlgorithm: ec,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign),
      ],
    },
    webcrypto,
  );
  return { pem: await exportPem(keys, certificate), certificate, keys };
};

const issue = async (
  { certificate: ca, keys: caKeys }: Authority,
  name: string,
  alg: typeof rsa | typeof ec,
): Promise<Pem> => {
  const keys = await webcrypto.subtle.generateKey(alg, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create(
    {
      subject: `CN=${name}`,
      issuer: ca.subject,
      ...validity(),
      signingAlgorithm: ec,
      signingKey: caKeys.privateKey,
      publicKey: keys.publicKey,
      extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: name }])],
    },
    webcrypto,
  );
  return exportPem(keys, certificate);
};

const rsaPair = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

const published = (key: KeyObject, kid: string): object => ({
  keys: [{ ...createPublicKey(key).export({ format: 'jwk' }), kid, use: 'sig', alg: 'PS256' }],
});

const sign = (key: KeyObject, kid: string, claims: Claims): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'PS256', kid, typ: 'JWT' }).sign(key);

const now = (): number => Math.floor(Date.now() / 1000);
const times = (): Claims => ({ iat: now(), exp: now() + 300, jti: randomUUID() });

const registerKey = rsaPair();
const productKey = rsaPair();
const redirectUris = ['https://app.recipient.example/a', 'https://app.recipient.example/b'];

/** Documents that the Register and the recipient publish, by path. */
const documents = new Map<string, unknown>();
let host = '';
let holder: RunningHolder;
let recipient: Agent;
let other: Agent;
let stranger: Agent;
let bare: Agent;
let closeHost: () => Promise<void>;

const ssaClaims = (softwareId: string): Claims => ({
  iss: 'cdr-register',
  ...times(),
  org_id: randomUUID(),
  org_name: 'Brand',
  client_name: 'Budget “Ä” <app>',
  client_description: 'Helps to budget',
  client_uri: `${host}/`,
  redirect_uris: redirectUris,
  logo_uri: `${host}/logo.png`,
  jwks_uri: `${host}/products/${softwareId}/jwks`,
  revocation_uri: `${host}/revocation`,
  recipient_base_uri: host,
  software_id: softwareId,
  software_roles: 'data-recipient-software-product',
  scope: 'openid profile bank:accounts.basic:read energy:accounts.basic:read cdr:registration',
});

const registration = async (
  softwareId: string,
  claims: Claims = {},
  ssa: Claims = {},
  key = productKey,
): Promise<string> => {
  documents.set(`/products/${softwareId}/jwks`, published(productKey, 'product'));
  return sign(key, 'product', {
    iss: softwareId,
    aud: holder.address().issuer,
    ...times(),
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'PS256',
    grant_types: ['client_credentials', 'authorization_code'],
    response_types: ['code'],
    id_token_signed_response_alg: 'PS256',
    authorization_signed_response_alg: 'PS256',
    software_statement: await sign(registerKey, 'register', { ...ssaClaims(softwareId), ...ssa }),
    ...claims,
  });
};

const call = async (
  method: string,
  path: string,
  dispatcher: Agent,
  headers: Record<string, string>,
  body?: string,
): Promise<Answer> => {
  const { tlsPort, mtlsPort } = holder.address();
  const port = dispatcher === bare ? tlsPort : mtlsPort;
  const reply = await request(`https://localhost:${port}${path}`, {
    method: method as 'GET',
    dispatcher,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const text = await reply.body.text();
  return {
    status: reply.statusCode,
    headers: reply.headers,
    body: text === '' ? {} : (JSON.parse(text) as Claims),
  };
};

const post = (jwt: string, dispatcher = recipient): Promise<Answer> =>
  call('POST', '/register', dispatcher, { 'content-type': 'application/jwt' }, jwt);

const register = async (softwareId: string): Promise<Answer> => post(await registration(softwareId));

const tokenRequest = async (
  clientId: string,
  claims: Claims = {},
  dispatcher = recipient,
): Promise<Answer> => {
  const assertion = await sign(productKey, 'product', {
    iss: clientId,
    sub: clientId,
    aud: `https://localhost:${holder.address().mtlsPort}/token`,
    ...times(),
    ...claims,
  });
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: 'cdr:registration',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  });
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return call('POST', '/token', dispatcher, type, form.toString());
};

const manage = (
  method: string,
  clientId: string,
  token: unknown,
  body?: string,
  dispatcher = recipient,
): Promise<Answer> =>
  call(
    method,
    `/register/${clientId}`,
    dispatcher,
    {
      authorization: `Bearer ${String(token)}`,
      ...(body === undefined ? {} : { 'content-type': 'application/jwt' }),
    },
    body,
  );

before(async () => {
  const authority = await createAuthority();
  const impostor = await createAuthority();
  const server = await issue(authority, 'localhost', rsa);
  const publisher = createServer(server, (req, res) => {
    const document = documents.get(req.url ?? '');
    res.writeHead(document === undefined ? 404 : 200, { 'content-type': 'application/json' });
    res.end(JSON.stringify(document ?? {}));
  });
  await new Promise<void>((resolve) => publisher.listen(0, '127.0.0.1', resolve));
  host = `https://localhost:${(publisher.address() as AddressInfo).port}`;
  closeHost = () =>
    new Promise((resolve) =>
      publisher.close(() => {
        resolve();
      }),
    );
  documents.set('/register/jwks', published(registerKey, 'register'));
  const ca = authority.pem.cert;
  holder = await startHolder({
    listen: { host: '127.0.0.1', tlsPort: 0, mtlsPort: 0 },
    publicHost: 'localhost',
    tls: server,
    clientCa: ca,
    trust: ca,
    register: { jwksUri: `${host}/register/jwks` },
    flows: ['code'],
    day: '2026-01-01',
    tokenSeconds: 300,
    keyCacheSeconds: 0,
    statusPollSeconds: 150,
    outboundSeconds: 30,
    faults: [],
    variations: [],
  });
  const agent = (client: Partial<Pem>): Agent => new Agent({ connect: { ca, ...client } });
  recipient = agent(await issue(authority, 'recipient', ec));
  other = agent(await issue(authority, 'other', ec));
  stranger = agent(await issue(impostor, 'recipient', ec));
  bare = agent({});
});

after(async () => {
  await Promise.all([recipient, other, stranger, bare].map((agent) => agent.close()));
  await holder.stop();
  await closeHost();
});

describe('the strict holder', () => {
  test('publishes its metadata without asking for a certificate', async () => {
    const { status, body } = await call('GET', '/.well-known/openid-configuration', bare, {});
    assert.equal(status, 200);
    assert.equal(body.issuer, holder.address().issuer);
    assert.deepEqual(body.token_endpoint_auth_methods_supported, ['private_key_jwt']);
    assert.deepEqual(body.response_types_supported, ['code']);
  });

  test('registers, issues a bound token, reads, updates and deletes', async () => {
    const softwareId = randomUUID();
    const jwt = await registration(softwareId);
    const created = await post(jwt);
    assert.equal(created.status, 201);
    assert.equal(created.headers['cache-control'], 'no-store');
    assert.equal(created.body.client_name, 'Budget “Ä” <app>');
    assert.equal(created.body.scope, 'openid profile bank:accounts.basic:read cdr:registration');
    assert.deepEqual(created.body.redirect_uris, redirectUris);
    const clientId = String(created.body.client_id);

    const token = await tokenRequest(clientId);
    assert.equal(token.status, 200);
    assert.equal(token.body.expires_in, 300);
    assert.equal(token.body.scope, 'cdr:registration');

    const bearer = token.body.access_token;
    const read = await manage('GET', clientId, bearer);
    assert.equal(read.status, 200);
    assert.deepEqual(read.body, created.body);
    assert.equal((await manage('GET', clientId, bearer, undefined, other)).status, 401);
    assert.equal((await manage('GET', clientId, 'garbage')).status, 401);

    const [first] = redirectUris;
    const updated = await manage(
      'PUT',
      clientId,
      bearer,
      await registration(softwareId, { redirect_uris: [first] }),
    );
    assert.equal(updated.status, 200);
    assert.deepEqual(updated.body.redirect_uris, [first]);
    assert.deepEqual((await manage('GET', clientId, bearer)).body, updated.body);

    assert.equal((await manage('DELETE', clientId, bearer)).status, 204);
    assert.equal((await manage('GET', clientId, bearer)).status, 401);
    assert.equal((await register(softwareId)).status, 201);
  });

  test('registers a product once, also under concurrency', async () => {
    const softwareId = randomUUID();
    const answers = await Promise.all(Array.from({ length: 5 }, () => register(softwareId)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 400, 400, 400, 400]);
  });

  const refusals: readonly [string, Claims, Claims, string][] = [
    ['a foreign audience', { aud: 'https://elsewhere.example' }, {}, 'invalid_client_metadata'],
    ['an expired request', { exp: now() - 3600 }, {}, 'invalid_client_metadata'],
    ['a foreign redirect URI', { redirect_uris: ['https://evil.example/'] }, {}, 'invalid_redirect_uri'],
    [
      'another authentication method',
      { token_endpoint_auth_method: 'client_secret_basic' },
      {},
      'invalid_client_metadata',
    ],
    ['the retired hybrid flow', { response_types: ['code id_token'] }, {}, 'invalid_client_metadata'],
    ['an expired SSA', {}, { exp: now() - 3600 }, 'invalid_software_statement'],
    ['another role', {}, { software_roles: 'data-holder-software-product' }, 'unapproved_software_statement'],
  ];
  for (const [what, claims, ssa, code] of refusals) {
    test(`refuses ${what} with ${code}`, async () => {
      const { status, body } = await post(await registration(randomUUID(), claims, ssa));
      assert.deepEqual([status, body.error], [400, code]);
    });
  }

  test('refuses a request signed with a key that is not the recipient’s', async () => {
    const { status } = await post(await registration(randomUUID(), {}, {}, rsaPair()));
    assert.equal(status, 400);
  });

  test('refuses a replayed assertion and a certificate of another authority', async () => {
    const { body } = await register(randomUUID());
    const jti = createHash('sha256').update('once').digest('hex');
    assert.equal((await tokenRequest(String(body.client_id), { jti })).status, 200);
    assert.equal((await tokenRequest(String(body.client_id), { jti })).status, 401);
    await assert.rejects(tokenRequest(String(body.client_id), {}, stranger));
  });
});

describe('faults and variations', () => {
  test('each says what it does, and can be switched on', async () => {
    const { faults, variations } = await loadCatalogue();
    for (const { name, description, breaks } of faults) {
      assert.match(description, /^[A-Z].+\.$/u, name);
      assert.ok(breaks.length > 0 && breaks.every((number) => /^\d{3}$/u.test(number)), name);
      await holder.alter({ faults: [name] });
    }
    for (const { name, description, allowedBy } of variations) {
      assert.match(description, /^[A-Z].+\.$/u, name);
      assert.notEqual(allowedBy, '', name);
      await holder.alter({ faults: [], variations: [name] });
    }
    await holder.alter({ faults: [], variations: [] });
  });

  test('a fault breaks its rule only while it is active', async () => {
    const softwareId = randomUUID();
    assert.equal((await register(softwareId)).status, 201);
    await holder.alter({ faults: ['accepts-duplicates'] });
    assert.equal((await register(softwareId)).status, 201);
    await holder.alter({ faults: [] });
    assert.equal((await register(softwareId)).status, 400);
  });
});

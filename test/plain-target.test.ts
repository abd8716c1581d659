import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';

import type { Cast } from '../src/cast/cast.js';
import { Unproven } from '../src/nouns/errors.js';
import type { Outcome } from '../src/nouns/exchange.js';
import type { JsonObject } from '../src/nouns/json.js';
import { readTarget } from '../src/plan/target-file.js';
import { learn } from '../src/recipient/dialects/rfc7591/facts.js';
import { metadataUrls } from '../src/recipient/dialects/rfc7591/discovery.js';
import { openVault } from '../src/recipient/vault.js';
import type { Wire } from '../src/recipient/wire.js';

const target = (url: string, more = '') =>
  readTarget(`name: AS\nprofile: rfc7591\nurl: '${url}'\n${more}`, 'as.yaml', {
    today: '2026-01-01',
    env: {},
  });

/** A wire to a server that serves these documents and nothing else. */
function wireTo(documents: Readonly<Record<string, JsonObject>>): Wire {
  return {
    send: ({ url }) => {
      const json = documents[url];
      const outcome: Outcome =
        json === undefined
          ? { kind: 'answer', status: 404, headers: [], body: '', truncated: false }
          : { kind: 'answer', status: 200, headers: [], body: JSON.stringify(json), truncated: false, json };
      return Promise.resolve({ outcome, started: '2026-01-01T00:00:00.000Z', durationMs: 1 });
    },
    close: () => Promise.resolve(),
  };
}

const find = (url: string, documents: Readonly<Record<string, JsonObject>>) =>
  learn(target(url), '', wireTo(documents));

const document = {
  issuer: 'https://as.example/tenant',
  registration_endpoint: 'https://as.example/tenant/clients',
  token_endpoint: 'https://as.example/tenant/token',
  token_endpoint_auth_methods_supported: ['none', 'client_secret_post'],
};

test('metadata is looked for before the path of an issuer and behind it', () => {
  assert.deepEqual(metadataUrls('https://as.example/tenant/'), [
    'https://as.example/.well-known/oauth-authorization-server/tenant',
    'https://as.example/.well-known/openid-configuration/tenant',
    'https://as.example/tenant/.well-known/openid-configuration',
    'https://as.example/tenant/.well-known/oauth-authorization-server',
  ]);
  assert.equal(metadataUrls('https://as.example').length, 2);
});

for (const [what, at] of [
  ['RFC 8414', 'https://as.example/.well-known/oauth-authorization-server/tenant'],
  ['OpenID Connect Discovery', 'https://as.example/tenant/.well-known/openid-configuration'],
] as const) {
  test(`an issuer, its document by ${what}, and the endpoint that it names are the same target`, async () => {
    for (const url of ['https://as.example/tenant', at, document.registration_endpoint]) {
      const facts = await find(url, { [at]: document });
      assert.equal(facts.endpoints.registration, document.registration_endpoint);
      assert.equal(facts.endpoints.token, document.token_endpoint);
      assert.equal(facts.capabilities['auth-client-secret-post']?.has, true);
      assert.equal(facts.capabilities['auth-client-secret-basic']?.has, false);
      assert.ok(facts.notes?.some((note) => note.includes('client_secret_post (from token_endpoint_auth')));
    }
  });
}

test('an endpoint that no metadata names is taken as it is, and the guess is told', async () => {
  const facts = await find('https://as.example/register', {});
  assert.equal(facts.endpoints.registration, 'https://as.example/register');
  assert.equal(facts.capabilities['token-endpoint']?.has, false);
  assert.match(facts.notes?.[0] ?? '', /no metadata names .* taken for the registration endpoint itself/);
});

test('what cannot be a target says why, and what to give instead', async () => {
  await assert.rejects(find('https://as.example', {}), (error) => {
    assert.ok(error instanceof Unproven);
    assert.match(error.message, /no metadata document was found .* or the registration endpoint itself/);
    return true;
  });
  const silent = { issuer: 'https://as.example', token_endpoint: 'https://as.example/token' };
  await assert.rejects(
    find('https://as.example', { 'https://as.example/.well-known/oauth-authorization-server': silent }),
    /names no registration_endpoint/,
  );
  const clear = { ...silent, registration_endpoint: 'http://as.example/register' };
  await assert.rejects(
    find('https://as.example', { 'https://as.example/.well-known/oauth-authorization-server': clear }),
    /is no https URL: secrets would travel in the clear/,
  );
});

test('plain http is for this machine only', () => {
  assert.equal(target('http://127.0.0.1:3000').where.kind, 'url');
  assert.equal(target('http://[::1]:3000/x').where.kind, 'url');
  assert.throws(() => target('http://as.example'), /as\.yaml:3:\d+ +'http:\/\/as\.example' is no https URL/);
  assert.throws(() => target('http://127.0.0.1.as.example'), /is no https URL/);
});

test("the target file's word goes before every guess", async () => {
  const stated = target(
    'https://as.example/register',
    'registration: { authMethod: none, grantTypes: [client_credentials] }\ncapabilities: { token-endpoint: true }',
  );
  const facts = await learn(stated, '', wireTo({}));
  assert.equal(facts.capabilities['token-endpoint']?.because, 'stated in as.yaml');
  assert.ok(facts.notes?.includes('clients authenticate by none (as as.yaml says)'));
});

test('what is sealed opens with the same keys, and with no others', () => {
  const castWith = (): Cast => {
    const { privateKey } = generateKeyPairSync('ed25519');
    return { key: () => ({ privateKey }) } as unknown as Cast;
  };
  const [ours, theirs] = [openVault(castWith()), openVault(castWith())];
  const sealed = ours.seal('a registration access token');
  assert.ok(!Buffer.from(sealed, 'base64url').includes('token'));
  assert.notEqual(ours.seal('a registration access token'), sealed);
  assert.equal(ours.open(sealed), 'a registration access token');
  assert.equal(theirs.open(sealed), undefined);
  assert.equal(ours.open(sealed.slice(0, -4)), undefined);
  assert.equal(ours.open(''), undefined);
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { CompactEncrypt, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { allureHttp } from '../src/evidence/allure-http.js';
import { curlLine } from '../src/evidence/curl.js';
import { decoded } from '../src/evidence/decoded.js';
import { unifiedDiff } from '../src/evidence/diff.js';
import { failureMessage } from '../src/evidence/failure-text.js';
import { har } from '../src/evidence/har.js';
import { mark, redactText, secretsFrom } from '../src/evidence/redact-text.js';
import { redactorFor, secretsOf } from '../src/evidence/redact.js';
import { quote } from '../src/evidence/shell-quote.js';
import { transcript } from '../src/evidence/transcript.js';
import { oneLine } from '../src/evidence/visible.js';
import { flagsAgain } from '../src/nouns/flag.js';
import type { StepRecord } from '../src/nouns/exchange.js';
import { golden } from './golden.js';
import { answer, exchange, header, jwt, records, requestJwt, ssa, step } from './report-fixture.js';

const token = '2YotnFZFEjr1zCsicMWpAA-token';

/** One step, redacted by itself. */
const redactStep = (record: StepRecord, secrets: readonly string[]): StepRecord =>
  redactorFor([record], secrets).step(record);

/** Every text in a record, base64url opened to any depth: what somebody who digs would find. */
function everything(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const inner = [...text.matchAll(/[\w-]{24,}/g)].map(([word]) =>
    Buffer.from(word, 'base64url').toString('latin1'),
  );
  return [
    text,
    ...inner.filter((found) => found.includes('{"') || found.includes('eyJ')).map(everything),
  ].join('\n');
}

test('redaction: no signature can be recovered, also not from a JWT inside a JWT', async () => {
  const { privateKey } = await generateKeyPair('PS256', { extractable: true });
  const holder = await generateKeyPair('RSA-OAEP-256');
  const sign = (claims: Record<string, unknown>) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'PS256' }).sign(privateKey);
  const statement = await sign({ iss: 'cdr-register', jti: 'a' });
  const request = await sign({ iss: 'product', software_statement: statement });
  const assertion = await sign({ iss: 'client', sub: 'client' });
  const encrypted = await new CompactEncrypt(Buffer.from(request))
    .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'JWT' })
    .encrypt(holder.publicKey);
  const privateJwk = (await exportJWK(privateKey)) as Record<string, string>;
  const record = step({
    exchanges: [
      exchange({
        request: {
          method: 'POST',
          url: `https://holder.example/token?access_token=${token}`,
          headers: [
            ['Authorization', `Bearer ${token}`],
            ['Cookie', 'session=very-secret-session; other=b'],
          ],
          body: `grant_type=client_credentials&client_assertion=${assertion}&client_secret=p%40ss`,
          clientCertificate: 'recipient',
        },
        made: [
          { station: 'request', header: {}, payload: { software_statement: statement }, compact: request },
        ],
        outcome: answer(201, {
          access_token: token,
          echo: [request, encrypted],
          keys: [privateJwk],
          note: `you sent ${token}`,
        }),
      }),
    ],
    values: { access_token: token, request },
    deviations: [
      { where: 'claims.software_statement', valid: statement, sent: `${statement}x` },
      { where: 'bearer', valid: token, sent: 'garbage' },
    ],
  });
  const clean = redactStep(record, []);
  const found = everything(clean);
  for (const jws of [statement, request, assertion, encrypted]) {
    const signature = jws.split('.').at(-1) ?? '';
    assert.ok(!found.includes(signature.slice(0, 20)), 'a signature is left');
  }
  for (const secret of [
    token,
    'p@ss',
    'p%40ss',
    'very-secret-session',
    privateJwk['d'] ?? '',
    privateJwk['p'] ?? '',
  ]) {
    assert.ok(!found.includes(secret), `${secret.slice(0, 8)} is left`);
  }
  assert.deepEqual(redactStep(clean, []), clean, 'redacting again changes nothing');
  assert.equal(clean.deviations[1]?.sent, 'garbage');
  assert.equal(clean.values['access_token'], mark(token));
  const [first] = clean.exchanges;
  assert.deepEqual(first?.request.headers[0], ['Authorization', `Bearer ${mark(token)}`]);
  // Payloads stay readable: what a reader needs is not what a thief needs.
  assert.match(everything(first.made), /"iss":"cdr-register"/);
});

test('redaction: equality of the originals is equality of what is left', () => {
  const other = jwt(
    { alg: 'PS256', kid: 'recipient' },
    { software_statement: ssa },
    'YW5vdGhlci1zaWduYXR1cmUtaGVyZQ',
  );
  const marks = [requestJwt, requestJwt, other].map((text) => redactText(text, secretsFrom([])));
  assert.equal(marks[0], marks[1]);
  assert.notEqual(marks[0], marks[2]);
  const { outcome } = redactStep(step(), []).exchanges[0] ?? {};
  assert.ok(
    outcome?.kind === 'answer' && outcome.body === JSON.stringify(outcome.json),
    'body and json agree',
  );
});

test('redaction: nothing else changes', () => {
  const plain: StepRecord = step({
    exchanges: [
      exchange({
        made: [],
        request: {
          method: 'GET',
          url: 'https://example.com.au/a.b.c',
          headers: [['Accept', '*/*']],
          body: '',
          clientCertificate: 'none',
        },
        outcome: {
          kind: 'answer',
          status: 401,
          headers: [
            [
              'WWW-Authenticate',
              'Bearer realm="a-realm-of-some-length", error_description="the token is bad"',
            ],
          ],
          body: '{ "a" : 1, "a" : 2.50, "token_type" : "Bearer", "host": "register.example.gov.au" }',
          truncated: false,
          json: {
            a: 2.5,
            token_type: 'Bearer',
            scope: 'openid profile',
            nested: [null, true, { 'x.y': 'eyJ' }],
          },
        },
      }),
    ],
  });
  assert.deepEqual(redactStep(plain, []), plain);
});

test('redaction: a literal goes wherever it stands, and a step names what it was given', () => {
  const record = step({ exchanges: [exchange({ outcome: answer(200, { access_token: token }) })] });
  assert.deepEqual(secretsOf(record), [token]);
  assert.deepEqual(secretsOf(redactStep(record, [])), []);
  const later = step({ values: { seen: `<p>${token}</p>` } });
  assert.equal(redactStep(later, secretsOf(record)).values['seen'], `<p>${mark(token)}</p>`);
});

test('redaction: our own JWT among the secrets keeps its payload', () => {
  const clean = redactStep(step(), [requestJwt]);
  assert.match(clean.exchanges[0]?.request.body ?? '', /^eyJ[\w-]+\.eyJ[\w-]+\.~sha256-[0-9a-f]{12}$/);
});

test('redaction: idempotent for any text, and quick for hostile ones', () => {
  const part = fc.oneof(
    fc.constantFrom(
      requestJwt,
      ssa,
      `Bearer ${token}`,
      '{"access_token":"',
      '"',
      '?token=',
      '&',
      '.',
      '"kty"',
      '"d":"',
    ),
    fc.string(),
    fc.base64String({ maxLength: 80 }),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const once = redactText(parts.join(''), secretsFrom([]));
      assert.equal(redactText(once, secretsFrom([])), once);
    }),
    { seed: 42, numRuns: 500 },
  );
  const started = process.hrtime.bigint();
  for (const unit of [
    'a',
    'a.',
    'eyJ',
    'Bearer ',
    '"token":"',
    '-----BEGIN PRIVATE KEY-----',
    '?token=',
    '{"kty","d":"',
  ]) {
    redactText(unit.repeat(Math.ceil(300_000 / unit.length)), secretsFrom([]));
  }
  assert.ok(process.hrtime.bigint() - started < 5_000_000_000n, 'took longer than 5 s');
});

test('transcript: what a target sends cannot steer a terminal', () => {
  const hostile = exchange({
    outcome: {
      kind: 'answer',
      status: 400,
      headers: [['x-evil', '\u001b[2J\u202egnp']],
      body: 'line one\r\n\u001b]0;title\u0007line two\n',
      truncated: true,
    },
  });
  golden(
    'transcript.txt',
    `${transcript(hostile)}\n${transcript(records['unreachable']?.steps[0]?.exchanges[0] ?? hostile)}`,
  );
  assert.equal(oneLine('a\nb\u0000c', 7), 'a\\nb\\x…');
});

test('a request that was put off by a 429 says so, in the transcript and in the HAR', () => {
  const putOff = exchange({ deferred: [{ at: '2025-05-11T00:00:00.000Z', status: 429, waitMs: 1000 }] });
  assert.match(transcript(putOff), /\* 2025-05-11T00:00:00.000Z {2}answered 429; sent again after 1000 ms/);
  const record = Object.values(records)[0];
  assert.ok(record !== undefined);
  const step = record.steps[0];
  assert.ok(step !== undefined);
  const log = har([{ ...record, steps: [{ ...step, exchanges: [putOff] }] }], header.tool);
  assert.match(JSON.stringify(log), /, sent again 1000 ms after a 429"/);
});

test('evidence for Allure: exchange, decoded JWTs, difference', () => {
  golden('exchange.json', `${JSON.stringify(allureHttp(exchange()), null, 2)}\n`);
  golden('decoded.json', decoded(exchange()) ?? '');
  golden(
    'diff.txt',
    unifiedDiff([
      { where: 'claims.aud', valid: 'https://holder.example', sent: 'https://other.example' },
      { where: 'claims.exp', valid: 1, sent: undefined },
      { where: 'http.headers.X-Added', valid: undefined, sent: 'yes' },
    ]),
  );
  assert.equal(unifiedDiff([]), 'The valid request was sent unaltered.\n');
});

test('curl: bash hands over exactly the bytes, whatever they are', () => {
  const nasty = `a'b"c$(touch x)\`id\`\\ \u001b[1m\n!é…@`;
  const sent = exchange({
    request: {
      method: 'POST',
      url: 'https://holder.example/register?a=[1]&b={2}',
      headers: [
        ['Content-Type', 'application/jwt'],
        ['X-Nasty', nasty],
        ['X-Empty', ''],
      ],
      body: `@${nasty}`,
      clientCertificate: 'none',
    },
  });
  const line = curlLine(sent);
  assert.doesNotMatch(line, /[\u0000-\u0009\u000b-\u001f]/);
  const script = `curl() { printf '%s\\0' "$@"; }\n${line}`;
  const words = execFileSync('bash', ['--norc', '-c', script], {
    encoding: 'utf8',
    env: { LC_ALL: 'C.UTF-8' },
  }).split('\0');
  assert.deepEqual(words, [
    ...[
      '--globoff',
      '--include',
      '--request',
      'POST',
      '--url',
      'https://holder.example/register?a=[1]&b={2}',
    ],
    ...['--header', 'Content-Type: application/jwt', '--header', `X-Nasty: ${nasty}`, '--header', 'X-Empty;'],
    ...['--data-raw', `@${nasty}`, ''],
  ]);
  assert.equal(quote('-x'), "'-x'");
  golden('curl.txt', curlLine(redactStep(step(), []).exchanges[0] ?? sent));
});

test('HAR 1.2 of every exchange', () => {
  const log = har(Object.values(records), header.tool) as {
    readonly log: { readonly entries: readonly object[] };
  };
  assert.equal(log.log.entries.length, 8);
  golden('har-entry.json', `${JSON.stringify([log.log.entries[0], log.log.entries.at(-1)], null, 2)}\n`);
});

test('failure text: the command that shows the case again names target and book, as words of a shell', () => {
  const [one] = Object.values(records);
  assert.ok(one);
  const again = [
    ['-t', "my bank's.yaml"],
    ['--as-of', '2026-01-01'],
    ['; rm -rf .', 'x'],
  ] as const;
  assert.ok(
    failureMessage({ ...one, address: 'a/b@code' }, { ...header, again }).endsWith(
      "  again     dcr-conformance run a/b@code -t 'my bank'\\''s.yaml' --as-of 2026-01-01",
    ),
    failureMessage(one, { ...header, again }),
  );
});

test('flags of a run as they were said, and no credentials', () => {
  assert.deepEqual(flagsAgain({ faults: [], variations: [] }), []);
  assert.deepEqual(
    flagsAgain({
      ...{ target: 'https://me:secret@op.example/x', profile: 'rfc7591', asOf: '2026-01-01' },
      ...{ faults: ['a', 'b'], variations: ['c'], scenarios: 'own' },
    }),
    [
      ['-t', 'https://op.example/x'],
      ['--profile', 'rfc7591'],
      ['--as-of', '2026-01-01'],
      ['--fault', 'a'],
      ['--fault', 'b'],
      ['--variation', 'c'],
      ['--scenarios', 'own'],
    ],
  );
});

for (const [name, record] of Object.entries(records).filter(
  ([kind]) => kind !== 'passed' && kind !== 'not-applicable',
)) {
  test(`failure text: ${name}`, () => {
    const message = failureMessage(record, header);
    const judged = record.verdict === 'failed' || record.verdict === 'stale';
    assert.equal(
      /^expect\(.*\)\.toMeet\(/.test(message),
      judged,
      'JUnit tells failure from error by the first line',
    );
    golden(`failure/${name}.txt`, `${message}\n`);
  });
}

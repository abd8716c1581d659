import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ScenarioError, TargetError } from '../src/nouns/errors.js';
import type { Waiver } from '../src/nouns/target.js';
import { matchesAddress } from '../src/plan/address-pattern.js';
import { expand, type Claims } from '../src/plan/expand.js';
import { makePlan } from '../src/plan/make-plan.js';
import { emptyPatterns, selectCases } from '../src/plan/select.js';
import { readTarget } from '../src/plan/target-file.js';
import { matchWaiver, unmatchedWaivers, waiversFor } from '../src/plan/waive.js';
import { dateOfEdition, editionOn, isInForce } from '../src/plan/window.js';
import { chapterOf, ledger, withSteps } from './small-book.js';

const today = '2026-01-01';
const target = (text: string, env: Readonly<Record<string, string>> = {}) =>
  readTarget(text, 'targets/bank.yaml', { today, env });
const messageOf = (text: string, env: Readonly<Record<string, string>> = {}): string => {
  try {
    target(text, env);
    return 'no error';
  } catch (error) {
    assert.ok(error instanceof TargetError);
    return error.message.replaceAll('targets/bank.yaml:', '');
  }
};

test('a target file of two lines has every default', () => {
  assert.deepEqual(target('name: Bank\nembedded:\n'), {
    name: 'Bank',
    file: 'targets/bank.yaml',
    profile: 'cdr-au',
    registration: { headers: {}, metadata: {} },
    where: { kind: 'embedded', faults: [], variations: [] },
    trust: [],
    host: { listen: { host: '127.0.0.1', port: 0 } },
    asOf: today,
    capabilities: {},
    consent: {},
    limits: { requestMs: 10_000, bodyBytes: 1_048_576, retryAfterMs: 30_000 },
    strict: false,
    waivers: [],
  });
});

test('a full target file is read, with paths beside it and variables filled in', () => {
  const text = `name: Bank
issuer: https://\${HOST:-bank.example}/
trust: [ca.pem, /etc/ca.pem]
host:
  listen: '[::1]:8443'
  publicUrl: https://\${PUBLIC}/
  certificate: { key: tls/key.pem, chain: tls/chain.pem }
asOf: 1.1.0
flows: [code]
capabilities: { update: false }
limits: { requestMs: 500, requestsPerSecond: 2.5 }
strict: true
waivers:
  - case: registration/**
    check: status
    reason: known
    until: '2026-02-01'
`;
  const read = target(text, { PUBLIC: 'dcr.example', HOST: '' });
  assert.deepEqual(read.where, {
    kind: 'discovery',
    url: 'https://bank.example/.well-known/openid-configuration',
    issuer: 'https://bank.example/',
  });
  assert.deepEqual(read.trust, ['targets/ca.pem', '/etc/ca.pem']);
  assert.deepEqual(read.host, {
    listen: { host: '::1', port: 8443 },
    publicUrl: 'https://dcr.example',
    certificate: { key: 'targets/tls/key.pem', chain: 'targets/tls/chain.pem' },
  });
  assert.deepEqual(read.limits, {
    requestMs: 500,
    bodyBytes: 1_048_576,
    retryAfterMs: 30_000,
    requestsPerSecond: 2.5,
  });
  assert.deepEqual([read.asOf, read.flows, read.strict], ['1.1.0', ['code'], true]);
  assert.deepEqual(read.waivers, [
    { case: 'registration/**', check: 'status', reason: 'known', until: '2026-02-01', line: 14 },
  ]);
});

test('faults of a target file are told at their places', () => {
  assert.equal(
    messageOf('name: Bank'),
    '1:1  the target holds exactly one of embedded, discovery, issuer, brand, endpoints, url; found none',
  );
  assert.equal(
    messageOf('name: B\nembedded:\nissuer: https://b.example'),
    '1:1  the target holds exactly one of embedded, discovery, issuer, brand, endpoints, url; found embedded and issuer',
  );
  assert.equal(
    messageOf('name: B\nembedded: { fault: [x] }\nstrict: perhaps\nwaivers: [ { case: x } ]'),
    `2:13  unknown key 'fault' in embedded (did you mean 'faults'?)
3:1  expected true or false, found 'perhaps'
4:12  missing 'reason' in a waiver`,
  );
  assert.equal(
    messageOf('name: B\ndiscovery: http://b.example/x'),
    "2:1  'http://b.example/x' is not an https URL",
  );
  assert.equal(
    messageOf('name: ${NAME}\nembedded:'),
    '1:1  the environment variable NAME is not set and has no default',
  );
  assert.equal(messageOf('name: ${}\nembedded:'), "1:1  '${}' is neither ${NAME} nor ${NAME:-default}");
  assert.match(messageOf('name: B\nembedded:\nasOf: yesterday'), /^3:1 {2}'yesterday' is not a day/);
  assert.match(
    messageOf('name: B\nembedded:\nasOf: 2025-02-30'),
    /^3:1 {2}'2025-02-30' is not a day of the calendar/,
  );
  assert.match(messageOf("name: B\nembedded:\nhost: { listen: '127.0.0.1:70000' }"), /^3:9 {2}port 70000/);
  assert.match(messageOf('name: B\nname: C'), /^2:1 {2}duplicate key 'name'/);
  assert.match(messageOf(''), /^1:1 {2}missing 'name' in the target/);
});

test('windows and editions', () => {
  const requirement = { from: '2020-01-01', until: '2025-05-11' };
  assert.deepEqual(
    ['2019-12-31', '2020-01-01', '2025-05-11', '2025-05-12'].map((day) => isInForce(requirement, day)),
    [false, true, true, false],
  );
  assert.equal(editionOn(ledger, '2022-11-14')?.version, '1.0.0');
  assert.equal(editionOn(ledger, '2022-11-15')?.version, '1.1.0');
  assert.equal(editionOn(ledger, '2019-12-31'), undefined);
  assert.equal(dateOfEdition(ledger, '1.2.0'), '2025-05-12');
  assert.equal(dateOfEdition(ledger, '9.9.9'), undefined);
});

const summaryOf = (text: string, claims: Claims): readonly string[] =>
  expand([chapterOf(text).chapter], ledger, claims).map(
    ({ address, needs, covers, applicable }) =>
      `${[address, ...needs].join(' ')} ${covers.join(',')}${applicable.yes ? '' : `: ${applicable.reason}`}`,
  );

test('scenarios become cases by rows and flows', () => {
  const steps = '      - read: { expect: [ { status: 200 } ] }';
  const rule = (flows: string, more = ''): string => withSteps(steps, `applies: { flows: ${flows}${more} }`);
  const asOf = '2023-01-01';
  const base = 'registration/duplicate/one';
  assert.deepEqual(summaryOf(rule('any'), { asOf }), [`${base}@code flow-code one-active`]);
  assert.deepEqual(summaryOf(rule('any'), { asOf, flows: ['hybrid', 'code'] }), [
    `${base}@hybrid one-active`,
  ]);
  assert.deepEqual(summaryOf(rule('each', ', needs: [update]'), { asOf }), [
    `${base}@code update flow-code one-active`,
    `${base}@hybrid update flow-hybrid one-active`,
  ]);
  assert.deepEqual(summaryOf(rule('each'), { asOf, flows: ['code'] }), [`${base}@code one-active`]);
  assert.deepEqual(summaryOf(rule('hybrid'), { asOf, flows: ['code'] }), [
    `${base}@hybrid one-active: the target does not offer the hybrid flow`,
  ]);
  assert.deepEqual(summaryOf(withSteps(steps, 'each: { a: [x, y] }'), { asOf, flows: ['code'] }), [
    `${base}[x]@code one-active`,
    `${base}[y]@code one-active`,
  ]);
});

test('what does not bind on the day, or for the flow, is dropped', () => {
  const text = withSteps(
    `      - read:
          expect:
            - { status: 200, covers: [one-active, error-code] }
            - { refused: true, covers: [error-code] }
            - { error: [], covers: [hybrid-encryption] }`,
    'applies: { flows: each }',
  );
  const base = 'registration/duplicate/one';
  assert.deepEqual(summaryOf(text, { asOf: '2022-09-20', flows: ['code', 'hybrid'] }), [
    `${base}@code one-active`,
    `${base}@hybrid one-active,hybrid-encryption`,
  ]);
  const only = (id: string, applies = ''): string =>
    withSteps(`      - read: { expect: [ { status: 200, covers: [${id}] } ] }`, applies);
  assert.deepEqual(summaryOf(only('error-code'), { asOf: '2022-09-20', flows: ['code'] }), [
    `${base}@code error-code: not in force on 2022-09-20: binds from 2022-11-15`,
  ]);
  assert.deepEqual(summaryOf(only('hybrid-encryption'), { asOf: today, flows: ['hybrid'] }), [
    `${base}@hybrid hybrid-encryption: not in force on 2026-01-01: bound until 2025-05-11`,
  ]);
  assert.deepEqual(summaryOf(only('hybrid-encryption'), { asOf: '2023-01-01', flows: ['code'] }), [
    `${base}@code hybrid-encryption: hybrid-encryption binds only the hybrid flow`,
  ]);
  assert.deepEqual(summaryOf(only('one-active', "applies: { from: '2024-01-01' }"), { asOf: '2023-01-01' }), [
    `${base}@code flow-code one-active: not in force on 2023-01-01: binds from 2024-01-01`,
  ]);
});

test('a case holds the values of its row', () => {
  const steps = `      - wait: { seconds: { $each: n } }
      - register:
          with: { claims: { set: { a: { $each: a }, b: { $now: 5 } } } }
          expect: [ { status: { $each: n } } ]`;
  const more =
    'each: [ { n: 200, a: { deep: [1] } } ]\n    control: { with: { claims: { set: { c: { $each: n } } } } }';
  const [one] = expand([chapterOf(withSteps(steps, more)).chapter], ledger, { asOf: today, flows: ['code'] });
  assert.deepEqual(one?.steps[0]?.args, { seconds: 200 });
  assert.deepEqual(one?.steps[1]?.with, { claims: { set: { a: { deep: [1] }, b: { $now: 5 } } } });
  assert.equal(one?.steps[1]?.expect[0]?.args, 200);
  assert.deepEqual(one?.control, { kind: 'with', edits: { claims: { set: { c: 200 } } } });
  const unknown = chapterOf(withSteps('      - read: { expect: [ { status: { $each: n } } ] }')).chapter;
  assert.throws(() => expand([unknown], ledger, { asOf: today }), ScenarioError);
});

test('a plan knows its edition, and refuses what does not fit', () => {
  const { chapter } = chapterOf(withSteps('      - read: { expect: [ { status: 200 } ] }'));
  const book = { ledger, chapters: [chapter] };
  const plan = makePlan({ book, target: target('name: B\nembedded:\nasOf: 1.1.0\nflows: [code]') });
  assert.deepEqual(plan.standard, { version: '1.1.0', asOf: '2022-11-15' });
  assert.equal(plan.target.asOf, '2022-11-15');
  assert.deepEqual(JSON.parse(JSON.stringify(plan)), plan);
  const refused =
    (text: string, chapters = [chapter]) =>
    () =>
      makePlan({ book: { ledger, chapters }, target: target(text) });
  assert.throws(
    refused('name: B\nembedded:\nasOf: 1.1.9'),
    /asOf: unknown edition '1\.1\.9' \(did you mean '1\.1\.0'\?\)/,
  );
  assert.throws(
    refused('name: B\nembedded:\nasOf: 2019-01-01'),
    /no edition of the standard before 2020-01-01/,
  );
  assert.throws(refused('name: B\nembedded:\nprofile: rfc7591'), TargetError);
  assert.throws(refused('name: B\nembedded:', [chapter, chapter]), /two cases have the address/);
});

const address = 'registration/duplicate/second-post[none]@code';

test('patterns name cases by path, row and flow', () => {
  const yes = [
    address,
    '**',
    'registration/**',
    '**/second-post',
    'registration/duplicate/second-post',
    'registration/*/second-post[none]',
    'registration/duplicate/*',
    'registration/**/second-*[*]@code',
    'registration/**/duplicate/**',
  ];
  const no = [
    '*',
    'registration',
    'registration/*',
    'registration/duplicate/second',
    'registration/duplicate/second-post@code',
    '**/second-post[non]',
    `${address}x`,
    'registration.duplicate/*',
  ];
  for (const pattern of yes) assert.ok(matchesAddress(pattern, address), pattern);
  for (const pattern of no) assert.ok(!matchesAddress(pattern, address), pattern);
});

test('waivers excuse a case, or one check of it', () => {
  const waivers: readonly Waiver[] = [
    { case: 'registration/duplicate/*', check: 'status', reason: 'a', line: 1 },
    { case: '**/second-post', reason: 'b', line: 2 },
    { case: 'registration/duplicat/*', reason: 'c', line: 3 },
  ];
  assert.deepEqual(
    waiversFor(waivers, address).map(({ line }) => line),
    [1, 2],
  );
  assert.equal(matchWaiver(waivers, address, 'status')?.line, 1);
  assert.equal(matchWaiver(waivers, address, 'error')?.line, 2);
  assert.equal(matchWaiver(waivers, address)?.line, 2);
  assert.equal(matchWaiver(waivers, 'token/x@code'), undefined);
  assert.deepEqual(
    unmatchedWaivers(waivers, [address]).map(({ line }) => line),
    [3],
  );
});

test('cases are selected by folder, pattern and words', () => {
  const cases = expand(
    [chapterOf(withSteps('      - read: { expect: [ { status: 200 } ] }', 'each: { a: [x, y] }')).chapter],
    ledger,
    { asOf: today, flows: ['code'] },
  );
  const selected = (selection: Parameters<typeof selectCases>[1]) => selectCases(cases, selection).length;
  assert.equal(selected({}), 2);
  assert.equal(selected({ patterns: ['registration'] }), 2);
  assert.equal(selected({ patterns: ['registration/duplicate/'] }), 2);
  assert.equal(selected({ patterns: ['registration/dup'] }), 0);
  assert.equal(selected({ patterns: ['**/one[x]'] }), 1);
  assert.equal(selected({ grep: /RULE holds/i }), 2);
  assert.equal(selected({ patterns: ['**/one[x]'], grep: /\[y\]/g }), 0);
  assert.deepEqual(emptyPatterns(cases, ['registration', 'token']), ['token']);
});

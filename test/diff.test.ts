import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import type { CaseRecord } from '../src/nouns/finding.js';
import { compare, sideOfLedger, sideOfSummary } from '../src/report/compare.js';
import { gateCode } from '../src/report/comparison-text.js';
import { writeLedger } from '../src/report/ledger-file.js';
import { summarise } from '../src/report/summarise.js';
import { command, makeUserFolder, removeFolder } from './command.js';
import { finding, record, run } from './report-fixture.js';

const unmet = finding({ verdict: 'unmet', actual: '201' });
const failed = (name: string): CaseRecord => record(name, { verdict: 'failed', findings: [unmet] });
const unproven = (name: string): CaseRecord => record(name, { verdict: 'unproven', cause: 'no control' });
const before = run([
  record('broken-later'),
  failed('mended'),
  failed('broken-still'),
  record('unshown-later'),
  record('gone'),
]);
const later = run([
  failed('broken-later'),
  record('mended'),
  failed('broken-still'),
  unproven('unshown-later'),
  failed('new'),
]);
const name = (scenario: string): string => `registration/duplicate/${scenario}@code register.status`;
const address = (scenario: string): string => `registration/duplicate/${scenario}@code`;

test('two ledgers: newly broken, newly met, no longer shown, new and gone cases', () => {
  const comparison = compare(sideOfLedger(before, 'before'), sideOfLedger(later, 'later'));
  assert.deepEqual(comparison, {
    schema: 1,
    before: 'before',
    after: 'later',
    newlyBroken: [name('broken-later'), name('new')],
    newlyMet: [name('mended')],
    noLongerShown: [name('unshown-later'), name('gone')],
    newCases: [address('new')],
    goneCases: [address('gone')],
  });
  assert.equal(gateCode(comparison, summarise(later)), 1);
  const same = compare(sideOfLedger(later, 'a'), sideOfLedger(later, 'b'));
  assert.deepEqual([same.newlyBroken, same.newlyMet, same.noLongerShown], [[], [], []]);
  assert.equal(gateCode(same, summarise(later)), 0, 'old failures pass this gate');
});

test('a summary serves as a baseline: it knows what did not hold', () => {
  const comparison = compare(sideOfSummary(summarise(before), 'baseline'), sideOfLedger(later, 'later'));
  assert.deepEqual(comparison.newlyBroken, [name('broken-later'), name('new')]);
  assert.deepEqual(comparison.newlyMet, [name('mended')]);
  assert.deepEqual(comparison.noLongerShown, [address('unshown-later')]);
  const twice = record('twice', { verdict: 'failed', findings: [finding(), unmet] });
  const again = compare(sideOfSummary(summarise(run([twice])), 'a'), sideOfLedger(run([twice]), 'b'));
  assert.deepEqual(again.newlyBroken, [], 'the second of two like expectations is the same one');
});

test('a waiver does not hide what is newly broken, a lost control is not shown, our fault comes first', () => {
  const waived = record('a', { verdict: 'waived', findings: [unmet], waiver: { reason: 'later' } });
  const comparison = compare(sideOfLedger(run([record('a')]), 'a'), sideOfLedger(run([waived]), 'b'));
  assert.equal(comparison.newlyBroken.length, 1);
  const lost = compare(sideOfLedger(run([record('a')]), 'a'), sideOfLedger(run([unproven('a')]), 'b'));
  assert.equal(gateCode(lost, summarise(run([unproven('a')]))), 3);
  const fault = run([record('a', { verdict: 'harness-error' })]);
  assert.equal(gateCode(lost, summarise(fault)), 4);
});

const folder = makeUserFolder();
after(() => {
  removeFolder(folder);
});

test('diff: exit codes, text and JSON; what is neither run nor summary is named', async () => {
  await writeLedger(join(folder, 'a', 'ledger.jsonl'), before);
  await writeLedger(join(folder, 'b', 'ledger.jsonl'), later);
  const worse = await command(folder, ['diff', 'a', 'b']);
  assert.equal(worse.code, 1, worse.text);
  assert.match(worse.stdout, /2 expectations newly broken, 1 newly met, 2 no longer shown/);
  const better = await command(folder, ['diff', 'b/ledger.jsonl', 'b', '--json']);
  assert.equal(better.code, 0);
  assert.deepEqual((JSON.parse(better.stdout) as { newlyBroken: unknown }).newlyBroken, []);
  writeFileSync(join(folder, 'odd.json'), '{}\n');
  for (const args of [
    ['diff', 'a', 'odd.json'],
    ['diff', 'a', 'none'],
    ['diff', 'a'],
  ]) {
    assert.equal((await command(folder, args)).code, 2, args.join(' '));
  }
});

test('the gate: a new failure stops the build, an old one does not, also against the reports that are replaced', async () => {
  const wanted = 'registration/duplicate/second-post';
  const sound = await command(folder, ['run', wanted, '-t', 'reference-today', '--no-allure']);
  assert.equal(sound.code, 0, sound.text);
  mkdirSync(join(folder, 'baselines'));
  copyFileSync(join(sound.reports, 'summary.json'), join(folder, 'baselines', 'bank.json'));
  const gate = [
    'run',
    wanted,
    '-t',
    'reference-today',
    '--fault',
    'accepts-duplicates',
    '--no-allure',
    '--no-new-failures',
    '--against',
  ];
  const broken = await command(folder, [...gate, 'baselines/bank.json']);
  assert.equal(broken.code, 1, broken.text);
  assert.match(broken.stdout, /Newly broken: \d+\n {2}registration\/duplicate\/second-post@code again\./);
  const known = await command(folder, [...gate, 'reports']);
  assert.equal(known.code, 0, known.text);
  const alone = await command(folder, ['run', wanted, '--no-new-failures']);
  assert.equal(alone.code, 2);
  assert.match(alone.stderr, /--no-new-failures needs --against/);
});

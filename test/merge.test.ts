import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import type { CaseRecord } from '../src/nouns/finding.js';
import type { FleetSummary } from '../src/report/fleet.js';
import { readLedger } from '../src/report/ledger-file.js';
import { mergeRuns } from '../src/report/merge.js';
import { summarise } from '../src/report/summarise.js';
import { command, makeUserFolder, removeFolder } from './command.js';
import { record, run } from './report-fixture.js';

const folder = makeUserFolder();
after(() => {
  removeFolder(folder);
});

test('parts of one run become one; what is of another run, or was run twice, is refused', () => {
  const part = (name: string, ...cases: readonly CaseRecord[]) => ({
    name,
    run: { ...run(cases), header: { ...run([]).header, plan: { cases: 3 } } },
  });
  const merged = mergeRuns([part('one', record('a')), part('two', record('b')), part('three', record('c'))]);
  assert.equal(merged.complete, true);
  assert.equal(summarise(merged).cases.passed, 3);
  assert.throws(
    () => mergeRuns([part('one', record('a')), part('two', record('a'))]),
    /two: .*a@code was run in one already/,
  );
  const other = part('two', record('b'));
  const elsewhere = { ...other, run: { ...other.run, header: { ...other.run.header, profile: 'rfc7591' } } };
  assert.throws(
    () => mergeRuns([part('one', record('a')), elsewhere]),
    /two: is of another run than one: the profile is rfc7591/,
  );
  const cut = { ...other, run: { ...other.run, complete: false } };
  assert.equal(mergeRuns([part('one', record('a')), cut]).complete, false);
});

/** What must not depend on how a run was cut into shards; addresses of sockets and times do. */
function essence({ address, verdict, findings, controls, steps }: CaseRecord): unknown {
  return {
    address,
    verdict,
    findings: findings.map(
      ({ step, check, requirement, verdict: came }) => `${step}.${check} ${requirement} ${came}`,
    ),
    controls: controls.map(({ kind, step, accepted }) => `${kind} ${step} ${String(accepted)}`),
    steps: steps.map(({ name, exchanges }) => [
      name,
      exchanges.map(({ outcome }) => (outcome.kind === 'answer' ? outcome.status : outcome.code)),
    ]),
  };
}

function essences(cases: readonly CaseRecord[]): unknown {
  return cases.toSorted((a, b) => (a.address < b.address ? -1 : 1)).map(essence);
}

test('three shards merged are the whole run, case by case; report makes every view of them again', async () => {
  const args = [
    'run',
    'registration/duplicate',
    'token/expiry',
    '-t',
    'reference-today',
    '--fault',
    'accepts-duplicates',
    '--seed',
    'same',
  ];
  const whole = await command(folder, [...args, '--reports', 'whole']);
  assert.equal(whole.code, 1, whole.text);
  for (const shard of ['1', '2', '3']) {
    const ran = await command(folder, [...args, '--reports', `shard-${shard}`, '--shard', `${shard}/3`]);
    assert.ok([0, 1].includes(ran.code ?? -1), ran.text);
  }
  const merged = await command(folder, ['merge', 'shard-1', 'shard-2', 'shard-3', '--reports', 'merged']);
  assert.equal(merged.code, 1, merged.text);
  const [one, other] = [
    await readLedger(join(folder, 'whole', 'ledger.jsonl')),
    await readLedger(join(folder, 'merged', 'ledger.jsonl')),
  ];
  assert.ok(other.complete);
  assert.deepEqual(essences(other.cases), essences(one.cases));
  assert.deepEqual(summarise(other).cases, summarise(one).cases);
  const same = await command(folder, ['diff', 'whole', 'merged']);
  assert.equal(same.code, 0, same.text);
  const results = readdirSync(join(folder, 'merged', 'allure-results')).filter((name) =>
    name.endsWith('-result.json'),
  );
  assert.equal(results.length, one.cases.length);
  const ids = (reports: string): readonly string[] =>
    readdirSync(join(folder, reports, 'allure-results'))
      .filter((name) => name.endsWith('-result.json'))
      .map(
        (name) =>
          (
            JSON.parse(readFileSync(join(folder, reports, 'allure-results', name), 'utf8')) as {
              historyId: string;
            }
          ).historyId,
      )
      .sort();
  assert.deepEqual(ids('merged'), ids('whole'), 'a case keeps its history, whoever writes its result');

  const again = await command(folder, ['report', 'whole', '--reports', 'again']);
  assert.equal(again.code, 0, again.text);
  for (const name of ['summary.json', 'matrix.json', 'junit.xml', 'results.sarif', 'exchanges.har']) {
    assert.equal(
      readFileSync(join(folder, 'again', name), 'utf8'),
      readFileSync(join(folder, 'whole', name), 'utf8'),
      name,
    );
  }
  assert.ok(existsSync(join(folder, 'again', 'allure-report', 'index.html')));
});

test('a fleet: a folder for each target, all side by side; one that cannot be reached does not stop the others', async () => {
  writeFileSync(
    join(folder, 'away.yaml'),
    'name: Away\ndiscovery: https://localhost:9/.well-known/openid-configuration\n',
  );
  const targets = ['reference', 'away.yaml', 'reference-today'].flatMap((name) => ['-t', name]);
  const ran = await command(folder, [
    'run',
    'registration/life-cycle',
    ...targets,
    '--reports',
    'fleet',
    '-q',
  ]);
  assert.equal(ran.code, 3, ran.text);
  const { fleet } = JSON.parse(readFileSync(join(folder, 'fleet', 'summary.json'), 'utf8')) as FleetSummary;
  assert.deepEqual(
    fleet.map(({ name, exitCode, summary }) => [name, exitCode, summary?.target.name]),
    [
      ['reference', 0, 'reference'],
      ['Away', 3, undefined],
      ['reference-today', 0, 'reference-today'],
    ],
  );
  const page = readFileSync(join(folder, 'fleet', 'index.html'), 'utf8');
  for (const name of ['reference', 'reference-today']) {
    assert.ok(page.includes(`href="${name}/index.html"`), name);
    assert.ok(existsSync(join(folder, 'fleet', name, 'index.html')), name);
  }
});

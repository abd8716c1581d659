import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { shownBy } from './allure-page.js';
import { command, makeUserFolder, removeFolder } from './command.js';

const folder = makeUserFolder();
after(() => {
  removeFolder(folder);
});

test('the life cycle passes in both flows, and every report is written', async () => {
  const ran = await command(folder, ['run', 'registration/life-cycle']);
  assert.equal(ran.code, 0, ran.text);
  const summary = ran.summary();
  assert.equal(summary.cases.failed + summary.cases.unproven + summary.cases.harnessError, 0);
  assert.deepEqual(summary.leftBehind, []);
  assert.deepEqual([...new Set(ran.records().map(({ flow }) => flow))].sort(), ['code', 'hybrid']);
  const files = [
    'index.html',
    'allure-report/index.html',
    'allure-results',
    'junit.xml',
    'matrix.json',
    'exchanges.har',
  ];
  for (const file of files) assert.ok(existsSync(join(ran.reports, file)), file);
  assert.match(ran.stdout, /reports\/index\.html/);
  // Playwright does not wait between results: each case must have one of its own.
  const results = readdirSync(join(ran.reports, 'allure-results')).filter((file) =>
    file.endsWith('-result.json'),
  );
  const names = results.map(
    (file) =>
      (JSON.parse(readFileSync(join(ran.reports, 'allure-results', file), 'utf8')) as { fullName: string })
        .fullName,
  );
  assert.deepEqual(
    names.sort(),
    ran
      .records()
      .map(({ address }) => `cdr-au/${address}`)
      .sort(),
  );
  const page = readFileSync(join(ran.reports, 'allure-report', 'index.html'), 'utf8');
  assert.deepEqual(
    [shownBy(page)['total'], shownBy(page)['passed']],
    [ran.records().length, summary.cases.passed],
  );
});

test('reports are left out by name, and what an earlier run wrote of them goes', async () => {
  const ran = await command(folder, [
    'run',
    'registration/life-cycle',
    '--without',
    'junit,har',
    '--no-allure',
  ]);
  assert.equal(ran.code, 0, ran.text);
  for (const file of ['junit.xml', 'exchanges.har', 'allure-report', 'allure-results']) {
    assert.ok(!existsSync(join(ran.reports, file)), file);
    assert.ok(!ran.stdout.includes(file), `${file} is told of`);
    assert.ok(!readFileSync(join(ran.reports, 'index.html'), 'utf8').includes(`href="${file}`), file);
  }
  for (const file of ['matrix.json', 'results.sarif', 'ctrf.json', 'summary.json'])
    assert.ok(existsSync(join(ran.reports, file)), file);
  const wrong = await command(folder, ['run', 'registration/life-cycle', '--without', 'jnit']);
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /--without: expected allure, matrix, junit, sarif, ctrf, har, found 'jnit'/);
});

test('a duplicate that is accepted fails the gate, and the first screenful says what broke', async () => {
  const ran = await command(folder, ['run', 'registration/duplicate', '--fault', 'accepts-duplicates']);
  assert.equal(ran.code, 1, ran.text);
  const screen = ran.stdout.split('\n').slice(0, 30).join('\n');
  assert.match(screen, /DOES NOT CONFORM/);
  assert.match(screen, /at most one active registration/);
  assert.match(screen, /expected\s+400/);
  assert.match(screen, /actual\s+201/);
  assert.match(screen, /POST https:\/\/localhost/);
  assert.match(screen, /scenarios\/cdr-au\/registration\/duplicate\.yaml:\d+/);
  // By hand, the command has to meet the same holder: with the default one, all would be well.
  const [, again = ''] = /^ +again +dcr-conformance (run .*)$/m.exec(screen) ?? [];
  assert.match(again, / --fault accepts-duplicates$/);
  assert.equal((await command(folder, again.split(' '))).code, 1, again);
  for (const file of ['junit.xml', 'ctrf.json'])
    assert.ok(readFileSync(join(ran.reports, file), 'utf8').includes(`dcr-conformance ${again}`), file);
  // Also the registration that should have been refused is removed.
  assert.deepEqual(ran.summary().leftBehind, []);
});

test('the same seed sends the same products', async () => {
  const ids = async (): Promise<readonly unknown[]> => {
    const ran = await command(folder, ['run', 'registration/life-cycle', '--seed', 'fixed']);
    return ran.records().map(({ steps }) => steps[0]?.values['software_id']);
  };
  assert.deepEqual(await ids(), await ids());
});

test('a misspelt key of a scenario is named with place and cure, exit code 2', async () => {
  const ran = await withBrokenBook((text) => text.replace('status: 201', 'statuz: 201'));
  assert.equal(ran.code, 2);
  assert.match(ran.stderr, /life-cycle\.yaml:\d+:\d+ {2}unknown check 'statuz' \(did you mean 'status'\?\)/);
});

test('an unknown requirement is named with place and cure, exit code 2', async () => {
  const ran = await withBrokenBook((text) => text.replace('created-as-json-201', 'created-as-json-200'));
  assert.equal(ran.code, 2);
  assert.match(
    ran.stderr,
    /life-cycle\.yaml:\d+:\d+ {2}unknown requirement 'created-as-json-200' \(did you mean/,
  );
});

test('a target that is not listening is named with its cure, exit code 3', async () => {
  writeFileSync(
    join(folder, 'dead.yaml'),
    'name: dead\ndiscovery: https://localhost:9/.well-known/openid-configuration\n',
  );
  const ran = await command(folder, ['run', '-t', 'dead.yaml']);
  assert.equal(ran.code, 3);
  assert.match(ran.stderr, /nothing listens at localhost:9/);
  assert.match(ran.stderr, /dead\.yaml/);
});

test('a misspelt key of a target file is named with place and cure, exit code 2', async () => {
  writeFileSync(join(folder, 'odd.yaml'), 'name: odd\ndiscvery: https://localhost:9/\n');
  const ran = await command(folder, ['run', '-t', 'odd.yaml']);
  assert.equal(ran.code, 2);
  assert.match(ran.stderr, /odd\.yaml:2:1.*discvery.*did you mean 'discovery'/s);
});

test('no private key is tracked by git, and a run leaves the work tree as it was', () => {
  const tracked = execFileSync('git', ['ls-files', 'keys', 'reports'], { encoding: 'utf8' });
  assert.match(tracked, /^(keys\/README\.md\s*)?(reports\/README\.md\s*)?$/);
  const files = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).trimEnd().split('\n');
  const keyLike = files.filter(
    (file) =>
      existsSync(file) &&
      /-----BEGIN [A-Z ]*PRIVATE KEY-----\n[A-Za-z0-9+/]/.test(readFileSync(file, 'latin1')),
  );
  assert.deepEqual(keyLike, []);
});

/** Runs a copy of the book with one change in the life cycle's chapter. */
async function withBrokenBook(change: (text: string) => string) {
  cpSync('scenarios', join(folder, 'scenarios'), { recursive: true });
  const path = join(folder, 'scenarios', 'cdr-au', 'registration', 'life-cycle.yaml');
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  return command(folder, ['list', '--scenarios', 'scenarios']);
}

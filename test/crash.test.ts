import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import { ledgerLine, type LedgerLine } from '../src/report/ledger-file.js';
import { command, makeUserFolder, removeFolder } from './command.js';
import { header, record } from './report-fixture.js';

const folder = makeUserFolder();
after(() => {
  removeFolder(folder);
});

/** Writes a ledger's bytes and asks the command for its reports. */
async function reportOn(name: string, bytes: Buffer) {
  const file = join(folder, `${name}.jsonl`);
  writeFileSync(file, bytes);
  return command(folder, ['report', file, '--reports', 'reports']);
}

const lines = (...all: readonly LedgerLine[]): Buffer => Buffer.from(all.map(ledgerLine).join(''));

describe('the ledger of a run that was killed', () => {
  const first = record('one');
  const second = record('two', { title: 'Ein Fall für „Umlaute“ 🜚' });

  it('renders, and says that it is incomplete', async () => {
    const ran = await reportOn('killed', lines(header, first, second));
    assert.equal(ran.code, 0, ran.text);
    assert.match(ran.stdout, /incomplete|cut short|interrupted/i);
    assert.equal(ran.summary().complete, false);
    assert.notEqual(ran.summary().verdict, 'conforms');
  });

  it('a last line that is cut in the middle of a character is left out, wherever it is cut', async () => {
    const whole = lines(header, first, second);
    const inRune = whole.indexOf(Buffer.from('🜚')) + 2;
    const ran = await reportOn('half-a-character', whole.subarray(0, inRune));
    assert.equal(ran.code, 0, ran.text);
    assert.deepEqual(
      ran.records().map(({ address }) => address),
      [first.address],
    );
  });

  it('an empty one, and one whose header is not whole, is said to be empty', async () => {
    for (const bytes of [Buffer.alloc(0), lines(header).subarray(0, 40)]) {
      const ran = await reportOn('empty', bytes);
      assert.equal(ran.code, 2, ran.text);
      assert.match(ran.stderr, /empty\.jsonl: .*the run ended before its first line was written/);
    }
  });

  it('one of a newer version is not guessed at', async () => {
    const ran = await reportOn('newer', Buffer.from(`${JSON.stringify({ ...header, schema: 2 })}\n`));
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /newer\.jsonl:1: ledger format 2 is not known here; this version reads 1/);
  });
});

describe('a disk that is full', () => {
  const main = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));
  /** A run that may write files of so many blocks of 1024 bytes: to be had everywhere, unlike a small disk. */
  const runWithin = (blocks: number, reports: string) =>
    spawnSync(
      'bash',
      ['-c', `ulimit -f ${blocks}; exec "$@"`, 'bash', process.execPath, main].concat([
        'run',
        'registration',
        '--reports',
        reports,
        '--no-allure',
      ]),
      {
        cwd: folder,
        env: { ...process.env, NODE_TEST_CONTEXT: undefined },
        encoding: 'utf8',
      },
    );

  it('at the start: the run says so and does not begin', () => {
    const ran = runWithin(600, 'full');
    assert.equal(ran.status, 2, ran.stderr);
    assert.match(
      ran.stderr,
      /full\/.* cannot be written: .*\(EFBIG\)\. Mend that, or write the reports elsewhere/,
    );
    assert.doesNotMatch(ran.stdout, /CONFORMS|SHOWN/);
  });

  it('where temporary files lie: the run says so and does not begin', () => {
    const ran = runWithin(10, 'unwritten');
    assert.equal(ran.status, 2, ran.stderr);
    assert.match(ran.stderr, /\/plan-\w+\.json cannot be written: .*\(EFBIG\)\. Mend that, or set TMPDIR/);
    assert.doesNotMatch(ran.stdout, /CONFORMS|SHOWN/);
  });

  it('in mid-run: the run ends, says so, and leaves a ledger of whole lines', async () => {
    const ran = runWithin(1100, 'filling');
    assert.ok([2, 4].includes(ran.status ?? 0), `${ran.status} ${ran.stdout} ${ran.stderr}`);
    assert.match(ran.stderr, /ledger\.jsonl cannot be written: .*\(EFBIG\)/);
    assert.doesNotMatch(ran.stdout, /CONFORMS|SHOWN/);
    const ledger = readFileSync(join(folder, 'filling', 'ledger.jsonl'));
    assert.equal(ledger.at(-1), 0x0a);
    const again = await command(folder, ['report', 'filling', '--reports', 'rendered']);
    assert.equal(again.code, 0, again.text);
    assert.match(again.stdout, /incomplete|cut short|interrupted/i);
  });
});

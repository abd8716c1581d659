import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import type { TestInfo } from '@playwright/test';

import { environment } from '../src/playwright/environment.js';
import { openSpool, readSpools } from '../src/playwright/spool.js';
import { takeRecord, tellVerdict } from '../src/playwright/verdict.js';
import { header, record } from './report-fixture.js';

const folder = mkdtempSync(join(tmpdir(), 'dcr-spool-'));
after(() => {
  rmSync(folder, { recursive: true });
});

test('texts come out of a spool as they went in, in any order, while more are written', () => {
  const reader = readSpools(folder);
  const spool = openSpool(folder);
  const texts = ['{"a":1}', 'Bezeichnung: ä€😀\u2028', '', 'x'.repeat(200_000)];
  const slips = texts.map((text) => spool.put(text));
  assert.deepEqual(
    slips.toReversed().map((slip) => reader.read(slip)),
    texts.toReversed(),
  );
  assert.equal(reader.read(spool.put('later')), 'later');
  reader.close();
});

test('a spool is for its owner alone', () => {
  const [name = ''] = readdirSync(folder);
  assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600);
});

test('what is not in a spool is not invented', () => {
  const reader = readSpools(folder);
  assert.equal(reader.read(['records-none', 0, 4]), undefined);
  const slip = openSpool(folder).put('cut short');
  truncateSync(join(folder, slip[0]), slip[1] + 3);
  assert.equal(reader.read(slip), undefined);
  // A slip names a file of the folder, never a path.
  assert.equal(reader.read(['../../../../../../etc/hostname', 0, 1]), undefined);
  reader.close();
});

/** What Playwright keeps of a test: its own list of annotations. */
function told(spool: () => ReturnType<typeof openSpool>): TestInfo['annotations'] {
  const annotations: TestInfo['annotations'] = [{ type: 'issue', description: 'of the user' }];
  const before = process.env[environment.verdicts];
  process.env[environment.verdicts] = String(process.ppid);
  try {
    tellVerdict(record('x'), header, { annotations } as TestInfo, { root: '/', spool });
  } finally {
    if (before === undefined) Reflect.deleteProperty(process.env, environment.verdicts);
    else process.env[environment.verdicts] = before;
  }
  return annotations;
}

test('a record reaches the reporter by the spool, and by the annotation itself where the spool cannot be written', () => {
  const expected = JSON.parse(JSON.stringify(record('x'))) as unknown;
  const spool = openSpool(folder);
  const full = (): never => {
    throw new Error('ENOSPC');
  };
  for (const way of [() => spool, full]) {
    const annotations = told(way);
    const isInside = annotations.some(({ description }) => description?.includes('"covers"'));
    assert.equal(isInside, way === full, 'by which way it goes');
    const { text, isVerdict } = takeRecord([annotations], readSpools(folder));
    assert.deepEqual(JSON.parse(text ?? ''), expected);
    assert.equal(isVerdict, false);
    // Other reporters see none of it.
    assert.deepEqual(annotations, [{ type: 'issue', description: 'of the user' }]);
  }
});

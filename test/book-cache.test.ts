import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { cacheFolder, contentHash } from '../src/run/book-cache.js';
import { openBook } from '../src/run/compile.js';

describe('the cache of read books', () => {
  let folder: string;
  const outer = process.env['DCR_CACHE'];
  const scenarios = (): string => join(folder, 'scenarios');
  const open = (): ReturnType<typeof openBook> =>
    openBook('cdr-au', { root: folder, scenarios: scenarios() });
  const kept = (): readonly string[] => readdirSync(join(folder, 'cache'));

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'dcr-cache-'));
    process.env['DCR_CACHE'] = join(folder, 'cache');
    cpSync(join(process.cwd(), 'scenarios'), scenarios(), { recursive: true });
  });
  after(() => {
    if (outer === undefined) delete process.env['DCR_CACHE'];
    else process.env['DCR_CACHE'] = outer;
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives the same book again, and reads anew when a byte of it has changed', async () => {
    const first = await open();
    assert.equal(kept().length, 1);
    assert.deepEqual(await open(), first);
    appendFileSync(join(scenarios(), 'cdr-au', 'registration', 'duplicate.yaml'), '# a word\n');
    assert.equal((await open()).book.chapters.length, first.book.chapters.length);
    assert.equal(kept().length, 2);
    appendFileSync(join(scenarios(), 'cdr-au', 'registration', 'duplicate.yaml'), 'nonsense: true\n');
    await assert.rejects(open(), /duplicate\.yaml/);
  });

  it('what was spoilt is read anew', async () => {
    const path = join(scenarios(), 'cdr-au', 'registration', 'duplicate.yaml');
    cpSync(join(process.cwd(), 'scenarios', 'cdr-au', 'registration', 'duplicate.yaml'), path);
    const sound = await open();
    for (const name of kept()) writeFileSync(join(folder, 'cache', name), 'spoilt');
    assert.deepEqual(await open(), sound);
  });

  it('nothing is kept where others may write, nor when switched off', () => {
    const shared = join(folder, 'open');
    assert.equal(cacheFolder({ DCR_CACHE: shared }), shared);
    chmodSync(shared, 0o777);
    assert.equal(cacheFolder({ DCR_CACHE: shared }), undefined);
    assert.equal(cacheFolder({ DCR_CACHE: 'off' }), undefined);
  });

  it('the key holds names as well as contents', () => {
    const one = join(folder, 'one');
    cpSync(join(scenarios(), 'cdr-au', 'registration'), one, { recursive: true });
    const hash = contentHash([one]);
    cpSync(join(one, 'duplicate.yaml'), join(one, 'duplicate-2.yaml'));
    assert.notEqual(contentHash([one]), hash);
    rmSync(join(one, 'duplicate-2.yaml'));
    assert.equal(contentHash([one]), hash);
  });
});

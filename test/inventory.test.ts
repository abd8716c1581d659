import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it } from 'node:test';

import { inventoryOf, inventoryTroubles } from '../proof/inventory.js';
import { openBook } from '../src/run/compile.js';

it('no expectation has come or gone since proof/expectations.txt was written', async () => {
  const root = process.cwd();
  const { book } = await openBook('cdr-au', { root, scenarios: join(root, 'scenarios') });
  assert.deepEqual(
    inventoryTroubles(join(root, 'proof', 'expectations.txt'), inventoryOf(book.chapters)),
    [],
  );
});

it('one expectation less is told by name', async () => {
  const root = process.cwd();
  const { book } = await openBook('cdr-au', { root, scenarios: join(root, 'scenarios') });
  const all = inventoryOf(book.chapters);
  const [gone] = inventoryTroubles(
    join(root, 'proof', 'expectations.txt'),
    all.filter((name) => name !== all[1000]),
  );
  assert.equal(gone, `the expectation ${all[1000] ?? ''} is gone from the book`);
});

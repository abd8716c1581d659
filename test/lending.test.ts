import assert from 'node:assert/strict';
import { test } from 'node:test';

import { lend, takeBack, type Lent } from '../src/register/lending.js';

const pool = ['a', 'b', 'c'];
const wish = (count: number, pid = process.pid) => ({ among: pool, count, borrower: 'case', pid });

test('a product is one borrower at a time, and free again afterwards', () => {
  const lent = new Map<string, Lent>();
  assert.deepEqual(lend(lent, wish(2)), { outcome: 'lent', products: ['a', 'b'] });
  assert.deepEqual(lend(lent, wish(1)), { outcome: 'lent', products: ['c'] });
  assert.deepEqual(lend(lent, wish(1)), { outcome: 'busy' });
  takeBack(lent, 'b', undefined);
  assert.deepEqual(lend(lent, wish(1)), { outcome: 'lent', products: ['b'] });
});

test('who wants two waits for both with empty hands', () => {
  const lent = new Map<string, Lent>();
  lend(lent, wish(2));
  assert.deepEqual(lend(lent, wish(2)), { outcome: 'busy' });
  assert.deepEqual(lend(lent, wish(1)), { outcome: 'lent', products: ['c'] });
});

test('a spent product stays out, and is named when too few are left', () => {
  const lent = new Map<string, Lent>();
  lend(lent, wish(1));
  takeBack(lent, 'a', 'DELETE was answered 405');
  takeBack(lent, 'a', undefined);
  assert.deepEqual(lend(lent, wish(2)), { outcome: 'lent', products: ['b', 'c'] });
  assert.deepEqual(lend(lent, wish(3)), { outcome: 'too-few', spent: ['a: DELETE was answered 405'] });
});

test('what a dead process had is free', () => {
  const lent = new Map<string, Lent>();
  // Above the largest process id of any system.
  lend(lent, wish(3, 2 ** 30));
  assert.deepEqual(lend(lent, wish(1)), { outcome: 'lent', products: ['a'] });
});

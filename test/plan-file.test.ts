import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';

import { compilePlan } from '../src/run/compile.js';
import { openPlan, readPlan, writePlan } from '../src/run/plan-file.js';

const folder = mkdtempSync(join(tmpdir(), 'dcr-plan-file-'));
after(() => {
  rmSync(folder, { recursive: true });
});
const planFile = await compilePlan(
  { target: join('targets', 'reference.yaml') },
  { root: process.cwd(), scenarios: 'scenarios' },
  '2026-01-01',
);

test('a stored plan is the plan, and its first file holds no case', () => {
  const path = writePlan(planFile, folder);
  assert.deepEqual(readPlan(path), JSON.parse(JSON.stringify(planFile)));
  const stored = openPlan(path);
  assert.ok(!('cases' in stored.plan));
  const { cases } = planFile.plan;
  assert.equal(stored.chapters.length, new Set(cases.map(({ chapter }) => chapter.path)).size);
  for (const { path: chapter } of stored.chapters) {
    const its = cases.filter((one) => one.chapter.path === chapter);
    assert.deepEqual(stored.casesOf(chapter), JSON.parse(JSON.stringify(its)));
  }
  assert.deepEqual(stored.casesOf('no/such/chapter'), []);
});

test('the same plan is stored once; another one beside it', () => {
  const path = writePlan(planFile, folder);
  const files = readdirSync(folder).length;
  assert.equal(writePlan(planFile, folder), path);
  assert.equal(readdirSync(folder).length, files);
  const [first] = planFile.plan.cases;
  assert.ok(first !== undefined);
  const other = { ...planFile, plan: { ...planFile.plan, cases: [{ ...first, title: 'Another' }] } };
  assert.notEqual(writePlan(other, folder), path);
});

test('a plan of which a chapter cannot be written is not there', () => {
  const full = join(folder, 'full');
  const path = writePlan(planFile, join(folder, 'whole'));
  const last = readdirSync(dirname(path)).find((name) => name.endsWith('-5.json')) ?? '';
  // A folder stands where a chapter should go.
  mkdirSync(join(full, last), { recursive: true });
  assert.throws(() => writePlan(planFile, full));
  assert.ok(!existsSync(join(full, path.slice(dirname(path).length + 1))));
});

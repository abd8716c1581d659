import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { startPlainServer } from '../holder-plain/server.js';
import { compilePlain } from '../proof/plain-lab.js';
import { clientOf } from '../src/recipient/client.js';
import { openScene } from '../src/recipient/perform.js';
import { openTarget } from '../src/run/compile.js';
import { writePlan } from '../src/run/plan-file.js';
import { openEntries } from '../src/run/journal.js';
import { journalFile } from '../src/run/session-file.js';
import { openSession } from '../src/run/session.js';
import { openStage } from '../src/run/stage.js';

test('what a crashed worker registered at a plain server is removed by the sealed token of the journal', async () => {
  const root = process.cwd();
  const server = await startPlainServer();
  const reports = mkdtempSync(join(tmpdir(), 'dcr-plain-crash-'));
  try {
    const whole = await compilePlain(root);
    const target = openTarget({ target: server.issuer, profile: 'rfc7591' }, '2026-01-01');
    const planFile = { ...whole, plan: { ...whole.plan, target } };
    const keys = join(root, 'keys');
    const planPath = writePlan(planFile, reports);
    const session = await openSession({ planPath, planFile, keys, reports, seed: 'crash' });
    assert.equal(server.count(), 0, 'the pre-flight leaves nothing');
    const open = await openStage(session.path);
    // A worker that registers, changes its registration, and dies.
    const scene = openScene(open.stage.world, 'crash', 'code');
    const client = await clientOf(scene, 'self');
    const doing = { scene, client, edits: {}, args: {}, purpose: 'step' as const };
    await open.stage.plugins.actions.get('register')?.perform(doing);
    await open.close();
    assert.equal(server.count(), 1);
    const journal = journalFile(reports);
    const token = String(client.registrations[0]?.body['registration_access_token']);
    assert.ok(token.length > 16);
    assert.ok(!readFileSync(journal, 'utf8').includes(token), 'the journal holds no usable token');
    const swept = await session.close();
    assert.deepEqual(
      swept.map(({ outcome }) => outcome),
      ['removed'],
    );
    assert.equal(server.count(), 0);
    assert.equal(openEntries(journal).length, 0);
  } finally {
    rmSync(reports, { recursive: true, force: true });
    await server.stop();
  }
});

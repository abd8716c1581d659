import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { isProcessAlive } from '../src/nouns/process-alive.js';
import { readLedger } from '../src/report/ledger-file.js';
import { beginRun, openEntries, openJournal } from '../src/run/journal.js';
import { shownBy } from './allure-page.js';
import { command } from './command.js';
import { openDoctorLab, type DoctorLab } from './doctor-lab.js';
import { startForeignHolder, type ForeignHolder } from './foreign-holder.js';
import { family, killTree } from './kill-tree.js';
import { until } from './until.js';

const program = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

describe('nothing is left behind', () => {
  let lab: DoctorLab;
  let folder: string;
  let port: number;
  let holder: ForeignHolder;
  before(async () => {
    lab = await openDoctorLab();
    folder = lab.folder;
    port = await lab.freePort();
    holder = await startForeignHolder(lab, port);
    mkdirSync(join(folder, 'targets'), { recursive: true });
    writeFileSync(
      join(folder, 'targets', 'bank.yaml'),
      `name: Bank\ndiscovery: ${holder.discovery}\ntrust: [${lab.bankCa}]\nhost: { listen: '127.0.0.1:${port}' }\n`,
    );
  });
  after(async () => {
    await holder.stop();
    await lab.close();
  });

  it('after kill -9 in mid-run, cleanup removes everything', async () => {
    const run = startRun(folder);
    await until(() => knows(folder), 'a registration');
    await killTree(run);
    assert.ok((await holder.count()) > 0, 'the run was killed too late');
    const cleaned = await command(folder, ['cleanup']);
    assert.match(cleaned.stdout, /^[1-9]\d* removed, \d+ gone already/m, cleaned.text);
    // What the holder granted in the moment of the kill is told, for nobody knows its client_id.
    assert.equal(await holder.count(), unknownTo(cleaned.text), cleaned.text);
    const again = await command(folder, ['cleanup']);
    assert.match(again.stdout, /Nothing is left behind/);
  });

  it('cleanup removes a registration of a product of which another is gone already', async () => {
    const before = await holder.count();
    const run = startRun(folder);
    await until(() => knows(folder), 'a registration');
    await killTree(run);
    const journal = join(folder, 'reports', 'journal.jsonl');
    const known = openEntries(journal).find(({ clientId }) => clientId !== undefined);
    assert.ok(known);
    const earlier = { event: 'registered', ...known, run: known.run.run, clientId: 'deleted-before' };
    const lines = readFileSync(journal, 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes(`"clientId":"${known.clientId ?? ''}"`));
    writeFileSync(journal, lines.toSpliced(at, 0, JSON.stringify(earlier)).join('\n'));
    const cleaned = await command(folder, ['cleanup']);
    assert.match(cleaned.stdout, /^[1-9]\d* removed, [1-9]\d* gone already/m, cleaned.text);
    assert.equal(await holder.count(), before + unknownTo(cleaned.text), cleaned.text);
  });

  it('Ctrl-C ends the run with 130, leaves nothing, and says that it was cut short', async () => {
    const before = await holder.count();
    const run = startRun(folder, {}, []);
    const ended = new Promise<number | null>((resolve) => run.once('close', resolve));
    const said = listenTo(run);
    await until(() => knows(folder), 'a registration');
    run.kill('SIGINT');
    assert.equal(await ended, 130);
    assert.equal(await holder.count(), before);
    assert.match(said(), /The run was cut short/);
    assert.doesNotMatch(said(), /our own fault|Error/);
    const { complete, cases } = await readLedger(join(folder, 'reports', 'ledger.jsonl'));
    assert.equal(complete, false);
    const page = readFileSync(join(folder, 'reports', 'allure-report', 'index.html'), 'utf8');
    assert.equal(shownBy(page)['total'], cases.length);
  });

  it('Ctrl-C while the holder does not answer: the case that waits is unproven, not our fault', async () => {
    const run = startRun(folder);
    const ended = new Promise<number | null>((resolve) => run.once('close', resolve));
    const said = listenTo(run);
    const ledger = join(folder, 'reports', 'ledger.jsonl');
    rmSync(ledger, { force: true });
    await until(() => knows(folder), 'a registration');
    holder.pause();
    try {
      await sleep(500);
      run.kill('SIGINT');
      await until(() => existsSync(ledger) && readFileSync(ledger, 'utf8').includes('"footer"'), 'the end');
    } finally {
      holder.goOn();
    }
    assert.equal(await ended, 130);
    assert.doesNotMatch(said(), /our own fault|Error/);
    const { cases } = await readLedger(ledger);
    assert.ok(
      cases.some(({ verdict, cause }) => verdict === 'unproven' && cause === 'the run was interrupted'),
    );
    assert.deepEqual(
      cases.filter(({ verdict }) => verdict === 'harness-error'),
      [],
    );
    await command(folder, ['cleanup', '-t', 'bank']);
  });

  it('a run whose command is killed begins no further case, and says that it was cut short', async () => {
    const before = await holder.count();
    const run = startRun(folder);
    await until(() => knows(folder), 'a registration');
    const [pid = 0, ...others] = family(run.pid ?? 0);
    process.kill(pid, 'SIGKILL');
    await until(() => !others.some(isProcessAlive), 'its processes');
    assert.equal((await readLedger(join(folder, 'reports', 'ledger.jsonl'))).complete, false);
    const cleaned = await command(folder, ['cleanup', '-t', 'bank']);
    assert.equal(await holder.count(), before + unknownTo(cleaned.text), cleaned.text);
  });

  for (const [moment, file] of [
    ['before they are read', '.suites'],
    ['while its cases run', 'ledger.jsonl'],
  ] as const) {
    it(`a plan whose chapters vanish ${moment} is told, and the run is not complete`, async () => {
      const reports = join(folder, 'reports');
      rmSync(reports, { recursive: true, force: true });
      const run = startRun(folder);
      const ended = new Promise<number | null>((resolve) => run.once('close', resolve));
      const said = listenTo(run);
      await until(() => existsSync(join(reports, file)), file);
      const plans = readdirSync(tmpdir()).filter((name) => name.startsWith(`dcr-plan-${String(run.pid)}-`));
      for (const path of plans.map((name) => join(tmpdir(), name)))
        for (const name of readdirSync(path).filter((chapter) => /-\d+\.json$/.test(chapter)))
          rmSync(join(path, name));
      assert.ok([3, 4].includes((await ended) ?? 0), said());
      assert.match(said(), /no such file or directory/);
      assert.equal((await readLedger(join(reports, 'ledger.jsonl'))).complete, false);
    });
  }

  it('Ctrl-C while the workers are being started ends the run within seconds', async () => {
    const begun = join(folder, 'workers-begun');
    const slowly = `--import ${pathToFileURL(program('slow-workers.js')).href}`;
    const run = startRun(folder, { NODE_OPTIONS: slowly, BEGUN: begun });
    const ended = new Promise<number | null>((resolve) => run.once('exit', resolve));
    await until(() => existsSync(begun), 'a worker');
    const interrupted = Date.now();
    run.kill('SIGINT');
    assert.equal(await ended, 130);
    const seconds = (Date.now() - interrupted) / 1000;
    assert.ok(seconds < 25, `it took ${String(seconds)} s`);
  });

  for (const [signal, after, during] of [
    ['SIGTERM', 2, 'its cases'],
    ['SIGINT', 2, 'its cases'],
    // The first registration is the doctor's.
    ['SIGTERM', 0, 'its set-up'],
  ] as const) {
    it(`${signal} in the midst of ${during} under npx playwright test leaves nothing`, async () => {
      const before = await holder.count();
      rmSync(join(folder, 'reports'), { recursive: true, force: true });
      const run = startPlaywright(folder);
      const ended = new Promise<number | null>((resolve) => run.once('exit', resolve));
      await until(() => registrationsOf(folder) > after, 'registrations');
      run.kill(signal);
      assert.notEqual(await ended, 0);
      // What the holder granted in that very moment has no client_id that we know of: the journal keeps it.
      const lost = openEntries(join(folder, 'reports', 'journal.jsonl')).filter(
        ({ clientId }) => clientId === undefined,
      ).length;
      const left = (await holder.count()) - before;
      assert.ok(left >= 0 && left <= lost, `${String(left)} are left, ${String(lost)} are known as lost`);
    });
  }

  it('while our port is taken, cleanup says so and keeps the journal', async () => {
    const before = await holder.count();
    const run = startRun(folder);
    await until(() => knows(folder), 'a registration');
    await killTree(run);
    const squatter = await import('node:net').then(({ createServer }) =>
      createServer().listen(port, '127.0.0.1'),
    );
    await sleep(100);
    const refused = await command(folder, ['cleanup', '-t', 'bank']);
    squatter.close();
    assert.equal(refused.code, 3, refused.text);
    assert.match(refused.stdout, /that port must be free/);
    assert.ok((await holder.count()) > 0);
    const cleaned = await command(folder, ['cleanup', '-t', 'bank']);
    assert.equal(await holder.count(), before + unknownTo(cleaned.text), cleaned.text);
  });

  it('the journal tells what is open, what was lost, and drops what is settled', () => {
    const file = join(folder, 'journal-of-its-own.jsonl');
    const start = (run: string, pid: number): void => {
      beginRun(file, {
        at: '2026-01-01T00:00:00.000Z',
        run,
        pid,
        target: 'Bank',
        file: 'targets/bank.yaml',
        embedded: false,
        hostUrl: 'https://localhost:1',
        listen: { host: '127.0.0.1', port: 1 },
      });
    };
    start('one', 2 ** 30);
    const journal = openJournal(file, 'one');
    const entry = {
      client: 'self',
      case: 'a/b@code',
      flow: 'code',
      registrationEndpoint: 'https://bank.example/register',
    } as const;
    journal.registered({ clientId: 'c1', softwareId: 's1', ...entry });
    journal.registered({ clientId: 'c2', softwareId: 's2', ...entry });
    journal.asked({ softwareId: 's3', ...entry });
    journal.asked({ softwareId: 's4', ...entry });
    journal.answered('s4');
    journal.removed('c1');
    journal.left('c2', 'no DELETE');
    start('two', process.pid);
    const open = openEntries(file).map(({ clientId, softwareId, reason }) => [clientId, softwareId, reason]);
    assert.deepEqual(open, [
      ['c2', 's2', 'no DELETE'],
      [undefined, 's3', undefined],
    ]);
    assert.ok(!readFileSync(file, 'utf8').includes('"c1"'));
  });
});

/** How many registrations cleanup could only tell of. */
function unknownTo(text: string): number {
  return text.match(/client_id unknown/g)?.length ?? 0;
}

/** Whether the journal knows of a registration that stands. */
function knows(folder: string): boolean {
  return openEntries(join(folder, 'reports', 'journal.jsonl')).some(({ clientId }) => clientId !== undefined);
}

function startRun(
  folder: string,
  env: NodeJS.ProcessEnv = {},
  flags: readonly string[] = ['--no-allure'],
): ChildProcess {
  const args = ['run', 'registration', 'request', '-t', 'bank', '--skip-doctor', ...flags];
  const run = spawn(process.execPath, [program('../src/cli/main.js'), ...args], {
    cwd: folder,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  run.stdout.resume();
  run.stderr.resume();
  return run;
}

/** Reads what a run prints, and answers it so far. */
function listenTo(run: ChildProcess): () => string {
  let said = '';
  for (const stream of [run.stdout, run.stderr]) stream?.on('data', (text) => (said += String(text)));
  return () => said;
}

/** As whoever prefers Playwright's own command would. */
function startPlaywright(folder: string): ChildProcess {
  const cli = join(
    dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')),
    'cli.js',
  );
  const config = program('../suites/playwright.config.js');
  return spawn(process.execPath, [cli, 'test', '-c', config, 'registration', 'request'], {
    cwd: folder,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, DCR_TARGET: join('targets', 'bank.yaml') },
    stdio: 'ignore',
  });
}

function registrationsOf(folder: string): number {
  const file = join(folder, 'reports', 'journal.jsonl');
  return existsSync(file) ? readFileSync(file, 'utf8').split('"event":"registered"').length - 1 : 0;
}

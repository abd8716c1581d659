import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { readLedger } from '../../src/report/ledger-file.js';
import { summarise } from '../../src/report/summarise.js';
import { summaryPage } from '../../src/report/summary-page.js';
import { command } from '../command.js';
import { openDoctorLab, type DoctorLab } from '../doctor-lab.js';
import { startForeignHolder, type ForeignHolder } from '../foreign-holder.js';
import { family, killTree } from '../kill-tree.js';
import { isProcessAlive } from '../../src/nouns/process-alive.js';

/** A run that is killed, and what remains of it. */
export interface Killing {
  /** Milliseconds after the start. */
  readonly after: number;
  /** Whether the command alone is killed, as the system does when memory is short, or all that it started as well. */
  readonly alone: boolean;
}

export interface Killed extends Killing {
  /** Records in the ledger; undefined when it was not begun. */
  readonly records: number | undefined;
  /** Registrations at the holder before and after the clean-up. */
  readonly before: number;
  readonly left: number;
  readonly wrong: readonly string[];
}

export interface KillStand {
  /** How long a run takes that nobody kills, milliseconds. */
  readonly undisturbedMs: number;
  kill(killing: Killing): Promise<Killed>;
  /** A run that is left alone: what is wrong with it. */
  finish(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const main = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));
const chapters = ['registration'];
/** Longest that processes may outlive the command that started them. */
const outliveMs = 60_000;

/** A user's folder, and a holder as a process of its own that nobody of ours ends. */
export async function openKillStand(): Promise<KillStand> {
  const lab = await openDoctorLab();
  const port = await lab.freePort();
  const holder = await startForeignHolder(lab, port);
  mkdirSync(join(lab.folder, 'targets'), { recursive: true });
  writeFileSync(
    join(lab.folder, 'targets', 'bank.yaml'),
    `name: Bank\ndiscovery: ${holder.discovery}\ntrust: [${lab.bankCa}]\nhost: { listen: '127.0.0.1:${port}' }\n`,
  );
  const began = performance.now();
  const complaints = await finish(lab, holder);
  if (complaints.length > 0) throw new Error(complaints.join('; '));
  const undisturbedMs = performance.now() - began;
  const cases = (await readLedger(join(lab.folder, 'reports', 'ledger.jsonl'))).cases.length;
  return {
    undisturbedMs,
    kill: (killing) => killOnce(killing, cases, lab, holder),
    finish: () => finish(lab, holder),
    close: async () => {
      await holder.stop();
      await lab.close();
    },
  };
}

async function finish(lab: DoctorLab, holder: ForeignHolder): Promise<readonly string[]> {
  const before = await holder.count();
  const ran = await command(lab.folder, ['run', ...chapters, '-t', 'bank', '--skip-doctor']);
  const after = await holder.count();
  return [
    ...(ran.code === 0
      ? []
      : [`a run that nobody killed ended with ${String(ran.code)}: ${ran.text.slice(-600)}`]),
    ...(after === before ? [] : [`it left ${after - before} registrations`]),
  ];
}

/** `cases`: how many a run has that nobody kills. */
async function killOnce(
  killing: Killing,
  cases: number,
  lab: DoctorLab,
  holder: ForeignHolder,
): Promise<Killed> {
  const reports = join(lab.folder, 'reports');
  // What an earlier run left must not be taken for this one's. The journal stays, as it does for a user.
  for (const name of ['ledger.jsonl', 'summary.json', 'index.html'])
    rmSync(join(reports, name), { force: true });
  const known = new Set(await holder.softwareIds());
  const child = spawn(process.execPath, [main, 'run', ...chapters, '-t', 'bank', '--skip-doctor'], {
    cwd: lab.folder,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    stdio: 'ignore',
  });
  await Promise.race([sleep(killing.after), once(child, 'exit')]);
  const wrong: string[] = [];
  const ended = child.exitCode !== null;
  if (!ended && killing.alone) wrong.push(...(await killAlone(child)));
  else if (!ended) await killTree(child);
  const before = (await holder.count()) - known.size;
  const ledger = join(reports, 'ledger.jsonl');
  let records: number | undefined;
  if (existsSync(ledger)) {
    const run = await readLedger(ledger);
    records = run.cases.length;
    // A run that is killed while it writes its pages has judged every case: its ledger is complete, and says so.
    if (run.complete && run.cases.length !== cases)
      wrong.push(`a ledger of ${run.cases.length} cases of ${cases} counts as complete`);
    if (!run.complete && summarise(run).complete) wrong.push('its summary counts as complete');
    if (!summaryPage(run, {}).includes('</html>')) wrong.push('its page is cut short');
  }
  const cleaned = await command(lab.folder, ['cleanup', '-t', 'bank']);
  // Nothing left at bank: the journal of a run that was killed early knows no target.
  if (![0, 3].includes(cleaned.code ?? -1) && !cleaned.text.includes('the journal knows of no registration'))
    wrong.push(`cleanup ended with ${String(cleaned.code)}: ${cleaned.text.slice(-600)}`);
  const left = (await holder.softwareIds()).filter((softwareId) => !known.has(softwareId));
  const untold = left.filter((softwareId) => !cleaned.text.includes(softwareId));
  if (untold.length > 0)
    wrong.push(`${untold.length} registrations are left and nobody was told: ${cleaned.text}`);
  return { ...killing, records, before, left: left.length, wrong };
}

/** Kills the command, and waits until what it started has noticed. */
async function killAlone(child: ReturnType<typeof spawn>): Promise<readonly string[]> {
  const [pid = 0, ...others] = family(child.pid ?? 0);
  process.kill(pid, 'SIGKILL');
  await once(child, 'exit');
  const deadline = performance.now() + outliveMs;
  let living = others;
  while (living.length > 0 && performance.now() < deadline) {
    await sleep(100);
    living = living.filter(isProcessAlive);
  }
  for (const one of living) process.kill(one, 'SIGKILL');
  return living.length === 0 ? [] : [`${living.length} processes lived on for ${outliveMs / 1000} s`];
}

/** Moments between a start and an undisturbed end, from a seed; every third time the command alone is killed. */
export function momentsOf(seed: number, count: number, spanMs: number): readonly Killing[] {
  let state = seed >>> 0;
  const random = (): number => {
    // Mulberry32: good enough to scatter moments, and the same everywhere.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return Array.from({ length: count }, (_, index) => ({
    after: Math.round(random() * spanMs),
    alone: index % 3 === 2,
  }));
}

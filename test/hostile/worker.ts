/**
 * The harness's side of a trial, in a process of its own so that its memory can be measured: takes a plan, a
 * target file and case addresses from its parent, examines and runs them as `dcr-conformance run` would, and tells what came of it.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { cleanup } from '../../src/cli/cleanup.js';
import { Unproven } from '../../src/nouns/errors.js';
import type { CaseRecord } from '../../src/nouns/finding.js';
import { openTarget } from '../../src/run/compile.js';
import { readPlan, writePlan, type PlanFile } from '../../src/run/plan-file.js';
import { conduct } from '../../src/run/conduct.js';
import { openEntries } from '../../src/run/journal.js';
import { openSession } from '../../src/run/session.js';
import type { Swept } from '../../src/run/sweep.js';
import { openStage } from '../../src/run/stage.js';

/** What a worker is told. */
export type Order =
  | {
      readonly do: 'run';
      readonly target: string;
      readonly cases: readonly string[];
      readonly plan: string;
    }
  | { readonly do: 'tidy' };

export interface RunReport {
  /** Why the doctor would not let a run begin, where it would not. */
  readonly doctor: string | undefined;
  /** Why a run without the doctor did not begin. */
  readonly preflight: string | undefined;
  readonly records: readonly CaseRecord[];
  /** An error that is not among those that a command expects: always a fault of ours. */
  readonly crash: string | undefined;
  /** software_ids of registrations that a run said it leaves behind. */
  readonly told: readonly string[];
  readonly durationMs: number;
  /** Largest resident set since the trial began, MB. */
  readonly peakMb: number;
}

export interface TidyReport {
  readonly code: number;
  /** software_ids of registrations whose answers were lost: only the holder's staff could find them. */
  readonly told: readonly string[];
  /** What the journal still knows afterwards. */
  readonly open: number;
  readonly crash: string | undefined;
}

const targetFile = join('targets', 'bank.yaml');

async function run(order: Extract<Order, { do: 'run' }>): Promise<RunReport> {
  writeFileSync(targetFile, order.target);
  rmSync('reports', { recursive: true, force: true });
  const today = new Date().toISOString().slice(0, 10);
  const target = openTarget({ target: targetFile }, today);
  const compiled = readPlan(order.plan);
  const cases = order.cases.map((address) => {
    const found = compiled.plan.cases.find((one) => one.address === address);
    if (found === undefined) throw new Error(`there is no case ${address}`);
    return found;
  });
  const { asOf } = compiled.plan.target;
  const planFile: PlanFile = { ...compiled, plan: { ...compiled.plan, target: { ...target, asOf }, cases } };
  const options = {
    planPath: writePlan(planFile, 'plans'),
    planFile,
    keys: join(process.cwd(), 'keys'),
    reports: join(process.cwd(), 'reports'),
    seed: 'hostile',
  };
  forgetPeak();
  const before = performance.now();
  let doctor: string | undefined;
  let preflight: string | undefined;
  let crash: string | undefined;
  const records: CaseRecord[] = [];
  const told: string[] = [];
  try {
    doctor = await unproven(async () => {
      told.push(...leftBy(await (await openSession(options)).close()));
    });
    told.push(...softwareIdsIn(doctor));
    preflight = await unproven(async () => {
      const session = await openSession({ ...options, skipDoctor: true });
      try {
        const open = await openStage(session.path);
        try {
          records.push(...(await Promise.all(cases.map((one) => conduct(one, open.stage)))));
        } finally {
          await open.close();
        }
      } finally {
        told.push(...leftBy(await session.close()));
      }
    });
  } catch (error) {
    crash = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  return {
    doctor,
    preflight,
    records,
    crash,
    told: [...told, ...records.flatMap((one) => one.leftBehind.map(({ softwareId }) => softwareId))],
    durationMs: Math.round(performance.now() - before),
    peakMb: peakMb(),
  };
}

/** software_ids that a message names. */
function softwareIdsIn(message = ''): readonly string[] {
  return /\(software_id ([^)]+)\)/.exec(message)?.[1]?.split(', ') ?? [];
}

function leftBy(swept: readonly Swept[]): readonly string[] {
  return swept.flatMap(({ entry, outcome }) => (outcome === 'left' ? [entry.softwareId] : []));
}

async function tidy(): Promise<TidyReport> {
  const journal = join('reports', 'journal.jsonl');
  const told = openEntries(journal).flatMap(({ clientId, softwareId }) =>
    clientId === undefined ? [softwareId] : [],
  );
  try {
    const code = await cleanup(['-t', targetFile]);
    return { code, told, open: openEntries(journal).length, crash: undefined };
  } catch (error) {
    return { code: -1, told, open: openEntries(journal).length, crash: String(error) };
  }
}

async function unproven(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof Unproven) return error.message;
    throw error;
  }
}

/** Linux forgets a process's peak on demand; elsewhere it is the peak since the process began. */
function forgetPeak(): void {
  globalThis.gc?.();
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // No such file on other systems.
  }
}

function peakMb(): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes !== undefined) return Math.round(Number(kilobytes) / 1024);
  } catch {
    // As above.
  }
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

process.on('message', (order: Order) => {
  void (order.do === 'run' ? run(order) : tidy()).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
      process.exit(70);
    },
  );
});

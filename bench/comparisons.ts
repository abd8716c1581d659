import type { ChildProcess } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { freePort } from '../proof/free-port.js';
import {
  bareScript,
  bareSettings,
  command,
  startServer,
  timed,
  writeBook,
  writeEmptyProject,
  writeTarget,
  type BenchLab,
} from './lab.js';

/** Two things that are timed in turn; each call gives milliseconds. */
export interface Comparison {
  readonly name: string;
  /** What the ratio is of, in words. */
  readonly ratio: string;
  /** The ratio must not be above this. */
  readonly must: number;
  readonly stretch: number;
  readonly ours: () => Promise<number>;
  readonly theirs: () => Promise<number>;
}

interface RunWishes {
  readonly cases: number;
  readonly delayMs?: number;
  readonly failing?: boolean;
  readonly flags?: readonly string[];
}

/** The comparisons of issue "Fast": each run has a server process of its own, and so has each bare script. */
export async function comparisons(lab: BenchLab): Promise<readonly Comparison[]> {
  const run =
    (wishes: RunWishes): (() => Promise<number>) =>
    () =>
      timeRun(lab, wishes);
  const bare =
    (requests: number, inFlight: number, delayMs = 0): (() => Promise<number>) =>
    () =>
      timeBare(lab, requests, inFlight, delayMs);
  const empty = writeEmptyProject(lab, 1);
  const slow = { cases: 200, delayMs: 50 } as const;
  await timeRun(lab, { cases: 1 }); // Warm: keys, book cache.
  return [
    {
      name: 'wall-200',
      ratio: 'run of 200 cases with the Allure report / bare serial script',
      must: 4.5,
      stretch: 3.5,
      ours: run({ cases: 200 }),
      theirs: bare(200, 1),
    },
    {
      name: 'wall-2000',
      ratio: 'run of 2,000 cases with the Allure report / bare serial script',
      must: 2.8,
      stretch: 1.7,
      ours: run({ cases: 2000 }),
      theirs: bare(2000, 1),
    },
    {
      name: 'all-failing',
      ratio: 'run in which all of 200 cases fail / the same run passing',
      must: 1.5,
      stretch: 1.2,
      ours: run({ cases: 200, failing: true }),
      theirs: run({ cases: 200 }),
    },
    {
      name: 'first-request',
      ratio: 'process start to first registration / to first test of an empty Playwright project',
      must: 1.25,
      stretch: 1.15,
      ours: () => timeToFirstRequest(lab),
      theirs: async () => {
        const started = Date.now();
        await timed(empty.args, empty.cwd);
        return Number(readFileSync(join(empty.cwd, 'first-test'), 'utf8')) - started;
      },
    },
    {
      name: 'allure',
      ratio: 'run of 2,000 cases with the Allure report / without',
      must: 1.25,
      stretch: 1.1,
      ours: run({ cases: 2000 }),
      theirs: run({ cases: 2000, flags: ['--no-allure'] }),
    },
    ...(['junit', 'matrix'] as const).map((report): Comparison => ({
      name: report,
      ratio: `run of 2,000 cases without Allure / without ${report === 'junit' ? 'JUnit' : 'the matrix'} either`,
      must: Infinity,
      stretch: Infinity,
      ours: run({ cases: 2000, flags: ['--no-allure'] }),
      theirs: run({ cases: 2000, flags: ['--no-allure', '--without', report] }),
    })),
    {
      name: 'latency-50',
      ratio:
        'run of 200 cases, target answers after 50 ms, 4 in flight per worker / bare script with 8 in flight',
      must: 2.5,
      stretch: 2,
      ours: run({ ...slow, flags: ['--in-flight', '4'] }),
      theirs: bare(200, 8, 50),
    },
    ...[1, 4].map((workers): Comparison => ({
      name: `workers-${String(workers)}`,
      ratio: `run of 2,000 cases with ${String(workers)} workers / with 2`,
      must: Infinity,
      stretch: Infinity,
      ours: run({ cases: 2000, flags: ['--workers', String(workers), '--no-allure'] }),
      theirs: run({ cases: 2000, flags: ['--workers', '2', '--no-allure'] }),
    })),
    {
      name: 'shard',
      ratio: 'the longer of two shards of 2,000 cases / the whole',
      must: Infinity,
      stretch: Infinity,
      ours: async () =>
        Math.max(
          await timeRun(lab, { cases: 2000, flags: ['--shard', '1/2', '--no-allure'] }),
          await timeRun(lab, { cases: 2000, flags: ['--shard', '2/2', '--no-allure'] }),
        ),
      theirs: run({ cases: 2000, flags: ['--no-allure'] }),
    },
    {
      name: 'playwright',
      ratio: 'run of 2,000 cases without Allure / Playwright with 2,000 empty tests',
      must: Infinity,
      stretch: Infinity,
      ours: run({ cases: 2000, flags: ['--no-allure'] }),
      theirs: async () => {
        const { args, cwd } = writeEmptyProject(lab, 2000);
        return (await timed(args, cwd)).wallMs;
      },
    },
  ];
}

/** Wall time of `dcr-conformance run` on a generated book, from a server of its own. */
export async function timeRun(lab: BenchLab, wishes: RunWishes): Promise<number> {
  const run = await startRun(lab, wishes);
  return run.wallMs;
}

export async function startRun(
  lab: BenchLab,
  { cases, delayMs = 0, failing = false, flags = [] }: RunWishes,
  watch?: (child: ChildProcess) => void,
): Promise<{ readonly wallMs: number; readonly firstRequestAt: number; readonly startedAt: number }> {
  const port = await freePort();
  const server = await startServer(lab, `https://localhost:${String(port)}/cdr-register/v1/jwks`, delayMs);
  const target = writeTarget(lab, server.url, `target-${String(port)}`, port);
  const book = writeBook(lab, cases, failing);
  // Of its own for each run, as on a build machine: an earlier one would have to be removed, and leaves a history.
  const reports = join(lab.folder, 'reports');
  const ran = await timed(
    [
      command,
      'run',
      '--scenarios',
      book,
      '-t',
      target,
      '--skip-doctor',
      '--quiet',
      '--reports',
      reports,
      ...flags,
    ],
    lab.folder,
    {},
    watch,
  );
  rmSync(reports, { recursive: true, force: true });
  const firstRequestAt = await server.stop();
  if (ran.code !== (failing ? 1 : 3) && ran.code !== 0) {
    throw new Error(`the run ended with ${String(ran.code)}:\n${ran.stdout.slice(-2000)}`);
  }
  if (
    !failing &&
    !ran.stdout.includes(`${String(cases)} case${cases === 1 ? '' : 's'}: ${String(cases)} passed`) &&
    !flags.includes('--shard')
  ) {
    throw new Error(`not all of ${String(cases)} cases passed:\n${ran.stdout.slice(0, 2000)}`);
  }
  return { wallMs: ran.wallMs, firstRequestAt, startedAt: ran.startedAt };
}

async function timeToFirstRequest(lab: BenchLab): Promise<number> {
  const { firstRequestAt, startedAt } = await startRun(lab, { cases: 1, flags: ['--no-allure'] });
  return firstRequestAt - startedAt;
}

async function timeBare(lab: BenchLab, requests: number, inFlight: number, delayMs: number): Promise<number> {
  const server = await startServer(lab, `${lab.host.url}/cdr-register/v1/jwks`, delayMs);
  const settings = await bareSettings(lab, server.url, requests, inFlight);
  const { wallMs, code, stdout } = await timed([bareScript, settings], lab.folder);
  await server.stop();
  if (code !== 0) throw new Error(`the bare script ended with ${String(code)}: ${stdout.slice(-500)}`);
  return wallMs;
}

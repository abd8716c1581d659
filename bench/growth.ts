import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { startRun } from './comparisons.js';
import { writeBook, type BenchLab } from './lab.js';

/** What a run of so many cases costs. Times in milliseconds, memory in MiB. */
export interface Growth {
  readonly cases: number;
  /** Reading and planning from YAML, and from the cache. */
  readonly planColdMs: number;
  readonly planWarmMs: number;
  readonly runMs: number;
  /** Peak resident memory of the largest worker. */
  readonly workerMiB: number;
}

const planScript = fileURLToPath(new URL('./plan-time.js', import.meta.url));

/** One run of each size: how time and memory grow with the book. */
export async function growth(lab: BenchLab, sizes: readonly number[]): Promise<readonly Growth[]> {
  const rows: Growth[] = [];
  for (const cases of sizes) {
    const book = writeBook(lab, cases, false);
    const planColdMs = await planTime(book, 'off');
    await planTime(book, undefined);
    const planWarmMs = await planTime(book, undefined);
    let workerMiB = 0;
    let timer: NodeJS.Timeout | undefined;
    const { wallMs } = await startRun(lab, { cases, flags: ['--no-allure'] }, (child) => {
      timer = setInterval(() => {
        workerMiB = Math.max(workerMiB, ...workersBelow(child.pid ?? 0).map(peakMiB));
      }, 100);
    });
    clearInterval(timer);
    rows.push({ cases, planColdMs, planWarmMs, runMs: wallMs, workerMiB });
    process.stderr.write(`growth ${String(cases)}: ${wallMs.toFixed(0)} ms, ${workerMiB.toFixed(0)} MiB\n`);
  }
  return rows;
}

/** In a process of its own, so that nothing is warm but what is kept on disk. */
async function planTime(book: string, cache: string | undefined): Promise<number> {
  const child = spawn(process.execPath, [planScript, book], {
    env: { ...process.env, ...(cache === undefined ? {} : { DCR_CACHE: cache }) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  return Number(text);
}

/** Process ids of Playwright's workers below a process (Linux). */
function workersBelow(root: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = read(`/proc/${name}/stat`);
    parents.set(Number(name), Number(/\) \S (\d+)/.exec(stat)?.[1] ?? 0));
  }
  const below = (pid: number): boolean => pid === root || (parents.has(pid) && below(parents.get(pid) ?? 0));
  return [...parents.keys()].filter(
    (pid) =>
      pid !== root && below(pid) && read(`/proc/${String(pid)}/cmdline`).includes('workerProcessEntry'),
  );
}

function peakMiB(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${String(pid)}/status`))?.[1] ?? 0) / 1024;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

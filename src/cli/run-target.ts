import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { HarnessError } from '../nouns/errors.js';
import { inUserWords } from '../nouns/unwritable.js';
import { environment } from '../playwright/environment.js';
import { oneLine } from '../evidence/visible.js';
import { watchForInterruption } from '../playwright/interruption.js';
import { startRunner, type Runner } from '../playwright/launch.js';
import type { Summary } from '../report/summary.js';
import { lendPlan, type PlanFile } from '../run/plan-file.js';
import { checkedText } from '../run/doctor/tell.js';
import { exposure } from '../register/exposure.js';
import { mention } from '../run/say.js';
import type { OptionalReport } from '../report/optional-reports.js';
import { openSession } from '../run/session.js';
import type { Swept } from '../run/sweep.js';

export interface TargetRun {
  readonly planFile: PlanFile;
  /** Absolute path. */
  readonly reports: string;
  readonly seed: string;
  readonly workers?: string | undefined;
  /** `i/n` */
  readonly shard?: string | undefined;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Cases that a worker has in work at once. */
  readonly inFlight: number;
  readonly without: readonly OptionalReport[];
  /** The set-up is not examined first. */
  readonly skipDoctor?: boolean;
  /** Started already; by default one is started now. */
  readonly runner?: Runner;
}

/**
 * Runs a plan against its target and writes the reports; undefined when it was interrupted.
 * @throws Unproven when the target cannot be reached, TargetError when a file of the user's is wrong.
 */
export async function runTarget(options: TargetRun): Promise<Summary | undefined> {
  return lendPlan(options.planFile, (planPath) => runPlan(planPath, options));
}

async function runPlan(planPath: string, options: TargetRun): Promise<Summary | undefined> {
  const { planFile, reports, workers, shard, runner = startRunner() } = options;
  const interruption = watchForInterruption();
  try {
    // A summary of an earlier run must never be taken for this one's.
    rmSync(join(reports, 'summary.json'), { force: true });
    requireRoom(reports);
    runner.order({
      [environment.plan]: planPath,
      [environment.reports]: reports,
      [environment.suites]: join(reports, '.suites'),
      [environment.inFlight]: String(options.inFlight),
      ...(workers === undefined ? {} : { [environment.workers]: workers }),
      ...(shard === undefined ? {} : { [environment.shard]: shard }),
      [environment.without]: options.without.join(','),
      ...(options.quiet ? { [environment.quiet]: '1' } : {}),
      ...(options.verbose ? { [environment.verbose]: '1' } : {}),
    });
    const session = await openSession({
      planPath,
      planFile,
      keys: join(process.cwd(), 'keys'),
      reports,
      seed: options.seed,
      ...(options.skipDoctor === true ? { skipDoctor: true } : {}),
    });
    const exposed = exposure(session.listen);
    if (exposed !== undefined) mention(`${exposed}\n`);
    for (const advice of session.advice) mention(checkedText(advice));
    try {
      if (interruption.happened()) {
        mention('Interrupted before the first case.\n');
        return undefined;
      }
      runner.order({ [environment.session]: session.path });
      runner.heed(interruption);
      const ended = await runner.ended;
      if (ended.signal !== null || interruption.happened()) return undefined;
      return readSummary(join(reports, 'summary.json'), ended.code);
    } finally {
      mention(sweptText(await session.close()));
    }
  } finally {
    interruption.end();
    await runner.dismiss();
  }
}

/** What had to be removed after the cases were over; nothing, as a rule. */
function sweptText(swept: readonly Swept[]): string {
  const gone = swept.filter(({ outcome }) => outcome !== 'left').length;
  return [
    ...(gone > 0 ? [`${gone} registrations of interrupted cases were removed.\n`] : []),
    ...swept.flatMap((one) =>
      one.outcome === 'left'
        ? [
            `Left at the target: ${oneLine(one.entry.clientId ?? `software_id ${one.entry.softwareId}`)}: ${oneLine(one.reason)}\n`,
          ]
        : [],
    ),
  ].join('');
}

/** A disk with less room is as good as full for reports. */
const leastBytes = 1_048_576;

/** @throws TargetError when nothing can be written to the folder of the reports. */
function requireRoom(reports: string): void {
  const probe = join(reports, '.room');
  try {
    mkdirSync(reports, { recursive: true });
    writeFileSync(probe, Buffer.alloc(leastBytes));
  } catch (error) {
    throw inUserWords(error, probe);
  } finally {
    rmSync(probe, { force: true });
  }
}

/** The run's own summary. A run that ended without one could not write it, which is the user's to mend, or is our fault. */
function readSummary(path: string, code: number | null): Summary {
  if (!existsSync(path)) {
    requireRoom(dirname(path));
    throw new HarnessError(`Playwright ended with ${String(code)} and no summary was written`);
  }
  return JSON.parse(readFileSync(path, 'utf8')) as Summary;
}

import { join, relative, resolve } from 'node:path';

import { oneLine } from '../evidence/visible.js';
import { TargetError } from '../nouns/errors.js';
import { exitCode, type Summary } from '../report/summary.js';
import { compilePlan, openNamedPlan } from '../run/compile.js';
import { freshSeed } from '../run/seed.js';
import type { PlanFile } from '../run/plan-file.js';
import { narrow } from '../run/narrow.js';
import { reportsLeftOut } from '../report/optional-reports.js';
import { publishFleet, type FleetMember } from '../run/publish-fleet.js';
import { say } from '../run/say.js';
import { afterRun, prepare, type Afterwards } from './after-run.js';
import { fail } from './fail.js';
import { parse, placesFrom, targetFlags, today, wishesFrom } from './options.js';
import { packageFolders } from './places.js';
import type { Runner } from '../playwright/launch.js';
import { runTarget, type TargetRun } from './run-target.js';

const flags = {
  ...targetFlags,
  target: { type: 'string', short: 't', multiple: true },
  plan: { type: 'string' },
  grep: { type: 'string', short: 'g' },
  workers: { type: 'string', short: 'j' },
  shard: { type: 'string' },
  seed: { type: 'string' },
  reports: { type: 'string' },
  against: { type: 'string' },
  'no-new-failures': { type: 'boolean' },
  'show-waivers': { type: 'boolean' },
  'update-waivers': { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  verbose: { type: 'boolean', short: 'v' },
  'skip-doctor': { type: 'boolean' },
  'in-flight': { type: 'string' },
  without: { type: 'string', multiple: true },
  'no-allure': { type: 'boolean' },
} as const;

/**
 * `dcr-conformance run [CASE ...]`: runs the book against a target, or several, and writes the reports. `runner` has been
 * started already, and serves the first target.
 */
export async function run(args: readonly string[], runner: Runner): Promise<number> {
  const { values, positionals } = parse(args, flags);
  const folders = packageFolders();
  const places = placesFrom(values, folders.scenarios);
  // Every file is read before anything runs: a mistake in the last one must not cost the runs before it.
  const plans: PlanFile[] = [];
  for (const target of values.target ?? [undefined]) {
    const compiled = await compilePlan(wishesFrom({ ...values, target }, folders.targets), places, today());
    const named =
      values.plan === undefined ? undefined : openNamedPlan(values.plan, compiled.plan.profile, places);
    plans.push(narrow(compiled, { named, patterns: positionals, grep: values.grep }));
  }
  const [first] = plans;
  if (first === undefined) throw new TargetError('run against which target?');
  const afterwards = await prepare(values, plans);
  const reports = resolve(values.reports ?? 'reports');
  const common = {
    seed: values.seed ?? freshSeed(),
    workers: workersFrom(values.workers),
    shard: values.shard,
    quiet: values.quiet === true,
    verbose: values.verbose === true,
    skipDoctor: values['skip-doctor'] === true,
    inFlight: positive('--in-flight', values['in-flight'] ?? '1'),
    without: [
      ...reportsLeftOut(values.without?.join(',')),
      ...(values['no-allure'] === true ? (['allure'] as const) : []),
    ],
  };
  if (plans.length === 1) return runOne({ ...common, planFile: first, reports, runner }, afterwards);
  return runFleet(plans, reports, { ...common, runner }, afterwards);
}

function positive(flag: string, text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw new TargetError(`${flag} ${text}: expected a whole number from 1 to 99`);
}

/** A number, or a share of the cores. @throws TargetError */
function workersFrom(text: string | undefined): string | undefined {
  if (text === undefined || /^[1-9]\d?%?$|^100%$/.test(text)) return text;
  throw new TargetError(
    `--workers ${text}: expected a whole number from 1 to 99, or a share of the cores (50%)`,
  );
}

async function runOne(one: TargetRun, afterwards: Afterwards): Promise<number> {
  const summary = await runTarget(one);
  if (summary === undefined) return 130;
  const { strict } = one.planFile.plan.target;
  return afterRun(one, summary, isIdleShard(one, summary) ? 0 : exitCode(summary, { strict }), afterwards);
}

/** More shards than chapters that apply: nothing to judge is no failure of a shard, as the merged run will tell. */
function isIdleShard({ shard }: TargetRun, { complete, cases }: Summary): boolean {
  return (
    shard !== undefined &&
    complete &&
    Object.entries(cases).every(([verdict, number]) => verdict === 'notApplicable' || number === 0)
  );
}

/** One target after the other, each in a folder of its own, and one page that shows them side by side. */
async function runFleet(
  plans: readonly PlanFile[],
  reports: string,
  firstRun: Omit<TargetRun, 'planFile' | 'reports'>,
  afterwards: Afterwards,
): Promise<number> {
  const members: FleetMember[] = [];
  const { runner, ...common } = firstRun;
  for (const planFile of plans) {
    const { name } = planFile.plan.target;
    const folder = folderOf(name, members);
    say(`\n${oneLine(name)}\n`);
    const its = members.length === 0 && runner !== undefined ? { runner } : {};
    const code = await runOne(
      { ...common, ...its, planFile, reports: join(reports, folder) },
      afterwards,
    ).catch((error: unknown) => fail(error));
    if (code === 130) return code;
    members.push({ name, folder, code });
  }
  const index = await publishFleet(members, reports);
  say(`\nside by side    ${relative(process.cwd(), index)}\n`);
  return worstCode(members.map(({ code }) => code));
}

/** A folder for a target, told apart from another target of the same name. */
function folderOf(name: string, members: readonly FleetMember[]): string {
  const slug =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'target';
  const taken = members.filter(({ folder }) => folder === slug || folder.startsWith(`${slug}-`)).length;
  return taken === 0 ? slug : `${slug}-${String(taken + 1)}`;
}

/** Our own fault puts the rest in doubt; then the user's input, then what is broken, then what was not shown. */
function worstCode(codes: readonly number[]): number {
  return [4, 2, 1, 3].find((code) => codes.includes(code)) ?? 0;
}

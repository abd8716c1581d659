import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { HarnessError, TargetError } from '../nouns/errors.js';
import { emptyPatterns, selectCases } from '../plan/select.js';
import { environment } from '../playwright/environment.js';
import { exitCode, type Summary } from '../report/summary.js';
import { compilePlan, freshSeed, writePlan, type PlanFile } from '../run/compile.js';
import { openSession } from '../run/session.js';
import { parse, placesFrom, targetFlags, today, wishesFrom } from './options.js';
import { packageFolders } from './places.js';

const flags = {
  ...targetFlags,
  grep: { type: 'string', short: 'g' },
  workers: { type: 'string', short: 'j' },
  shard: { type: 'string' },
  seed: { type: 'string' },
  reports: { type: 'string' },
  quiet: { type: 'boolean', short: 'q' },
} as const;

/** `dcr-conformance run [CASE ...]`: runs the book against a target and writes the reports. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, flags);
  const folders = packageFolders();
  const wishes = wishesFrom(values, folders.targets);
  const compiled = await compilePlan(wishes, placesFrom(values, folders.scenarios), today());
  const planFile = select(compiled, positionals, values.grep);
  const planPath = writePlan(planFile, join(tmpdir(), 'dcr-conformance-plans'));
  const reports = join(process.cwd(), values.reports ?? 'reports');
  const session = await openSession({
    planPath,
    planFile,
    keys: join(process.cwd(), 'keys'),
    reports,
    seed: values.seed ?? freshSeed(),
  });
  // A summary of an earlier run must never be taken for this one's.
  rmSync(join(reports, 'summary.json'), { force: true });
  try {
    const ended = await playwright(
      [
        ...(values.workers === undefined ? [] : ['--workers', values.workers]),
        ...(values.shard === undefined ? [] : ['--shard', values.shard]),
      ],
      {
        [environment.plan]: planPath,
        [environment.session]: session.path,
        [environment.reports]: reports,
        [environment.suites]: join(reports, '.suites'),
        ...(values.quiet === true ? { [environment.quiet]: '1' } : {}),
      },
    );
    if (ended.signal !== null) return 130;
    const summary = readSummary(join(reports, 'summary.json'), ended.code);
    return exitCode(summary, { strict: planFile.plan.target.strict });
  } finally {
    await session.close();
  }
}

/** The run's own summary; a run that ended without one is our fault. */
function readSummary(path: string, code: number | null): Summary {
  if (!existsSync(path)) {
    throw new HarnessError(`Playwright ended with ${String(code)} and no summary was written`);
  }
  return JSON.parse(readFileSync(path, 'utf8')) as Summary;
}

function select(file: PlanFile, patterns: readonly string[], grep: string | undefined): PlanFile {
  const [unknown] = emptyPatterns(file.plan.cases, patterns);
  if (unknown !== undefined) {
    throw new TargetError(`no case is called '${unknown}'; 'dcr-conformance list' shows them all`);
  }
  const cases = selectCases(file.plan.cases, {
    patterns,
    ...(grep === undefined ? {} : { grep: new RegExp(grep, 'u') }),
  });
  if (cases.length === 0) throw new TargetError(`no case matches '${grep ?? ''}'`);
  return { ...file, plan: { ...file.plan, cases } };
}

/** Runs Playwright of our own installation, without npx (which costs a third of a second). */
function playwright(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }> {
  const require = createRequire(import.meta.url);
  const cli = join(dirname(require.resolve('@playwright/test/package.json')), 'cli.js');
  const config = fileURLToPath(new URL('../../suites/playwright.config.js', import.meta.url));
  const child = spawn(process.execPath, [cli, 'test', '-c', config, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      resolve({ code, signal });
    });
  });
}

import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { PlaywrightTestConfig } from '@playwright/test';

import { flagsAgain } from '../nouns/flag.js';
import { makeTemporaryFolder } from '../report/temporary-folder.js';
import type { Wishes } from '../run/compile.js';
import { openPlan, writePlan } from '../run/plan-file.js';
import { environment } from './environment.js';
import { obeyNextOrder, waitsForOrders } from './orders.js';
import { writeStubs } from './stubs.js';

const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const list = (text: string | undefined): readonly string[] =>
  (text ?? '').split(',').filter((word) => word !== '');

/**
 * The Playwright configuration of a conformance run in the working directory. In the main process it compiles the plan
 * and writes the spec files; workers find the plan by the environment and parse no YAML.
 */
export async function configuration(): Promise<PlaywrightTestConfig> {
  const isMain = process.env['TEST_WORKER_INDEX'] === undefined;
  if (isMain && process.env[waitsForOrders] !== undefined) await obeyNextOrder();
  const root = process.cwd();
  const suites = process.env[environment.suites] ?? join(root, 'suites');
  if (process.env[environment.plan] === undefined) {
    const { compilePlan } = await import('../run/compile.js');
    const today = new Date().toISOString().slice(0, 10);
    const planFile = await compilePlan(
      wishesFromEnvironment(),
      { root, scenarios: scenariosFolder() },
      today,
    );
    const folder = makeTemporaryFolder('plan');
    // Workers read it up to the end, and with --list there is no tear-down.
    process.once('exit', () => {
      rmSync(folder, { recursive: true, force: true });
    });
    process.env[environment.plan] = writePlan(planFile, folder);
  }
  if (isMain) {
    const plan = openPlan(process.env[environment.plan] ?? '');
    writeStubs(plan, suites, new URL('../../suites/door.js', import.meta.url));
  }
  return {
    testDir: suites,
    testMatch: '**/*.yaml.spec.mjs',
    // Of its own for each folder of reports: Playwright empties it at the start.
    outputDir: resolve(process.env[environment.reports] ?? 'reports', '.playwright'),
    globalSetup: beside('./setup.js'),
    reporter: [[beside('./reporter.js')]],
    // The wire has its own deadlines; this one is for our own faults only.
    timeout: 300_000,
    workers: workersOf(process.env[environment.workers]),
    ...shardOf(process.env[environment.shard]),
    retries: 0,
    // Compiled already: Playwright need not transform it again.
    build: { external: ['**/dist/**'] },
  };
}

function workersOf(text = '2'): number | string {
  return text.endsWith('%') ? text : Number(text);
}

/** `i/n` */
function shardOf(text: string | undefined): Pick<PlaywrightTestConfig, 'shard'> {
  if (text === undefined) return {};
  const [current = 1, total = 1] = text.split('/').map(Number);
  return { shard: { current, total } };
}

/** The profiles that came with the package. */
export function scenariosFolder(): string {
  return beside('../../../scenarios');
}

/** What `npx playwright test` can be told: by environment variables, since Playwright owns its flags. */
function wishesFromEnvironment(): Wishes {
  const { env } = process;
  const target = env[environment.target];
  const asOf = env[environment.asOf];
  const faults = list(env[environment.faults]);
  const variations = list(env[environment.variations]);
  return {
    target: target ?? join('targets', 'reference.yaml'),
    ...(asOf === undefined ? {} : { asOf }),
    faults,
    variations,
    again: flagsAgain({ target, asOf, faults, variations }),
  };
}

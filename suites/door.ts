import { dirname } from 'node:path';
import { compileFunction } from 'node:vm';

import { _baseTest } from '@playwright/test';

import type { Case } from '../src/nouns/case.js';
import { HarnessError } from '../src/nouns/errors.js';
import type { CaseRecord } from '../src/nouns/finding.js';
import { environment } from '../src/playwright/environment.js';
import { openPipeline, type Pipeline } from '../src/playwright/pipeline.js';
import { openSpool, type Spool } from '../src/playwright/spool.js';
import { tellVerdict } from '../src/playwright/verdict.js';
import { openPlan, type StoredPlan } from '../src/run/plan-file.js';

const root = process.cwd();
const planPath = process.env[environment.plan];
/** Cases of a chapter that a worker has in work at once. */
const inFlight = Number(process.env[environment.inFlight] ?? '1');

/** How long an interrupted worker waits for its cases in work, milliseconds. */
const graceMs = 5_000;
const pipelines: Pipeline<Case, CaseRecord>[] = [];

type Conduct = (one: Case) => Promise<CaseRecord>;

// `_baseTest` has no browser fixtures: an empty test costs 1 ms instead of 8.
const test = _baseTest.extend<object, { readonly conduct: Conduct }>({
  conduct: [
    async ({}, use, { config }) => {
      const session = process.env[environment.session];
      if (session === undefined) throw new HarnessError('no session is open: the global set-up did not run');
      // Playwright writes a stack for every step of a test, through source maps that our compiled files have no use for.
      Reflect.deleteProperty(Error, 'prepareStackTrace');
      // Loaded by workers only: Playwright's main process reads this file as well, to learn of the tests.
      const [{ openStage }, { conduct }] = await Promise.all([
        import('../src/run/stage.js'),
        import('../src/run/conduct.js'),
      ]);
      const open = await openStage(session, config.workers);
      await use((one) => conduct(one, open.stage));
      // A run that is interrupted waits for the answers under way: a registration whose answer is lost is nobody's to remove.
      await Promise.all(pipelines.map((pipeline) => pipeline.wind(graceMs)));
      await open.close();
    },
    { scope: 'worker' },
  ],
});

let spool: Spool | undefined;
let stored: StoredPlan | undefined;

/** Declares the cases of one chapter as tests, each at its own line of the YAML file. */
export async function open(chapterPath: string): Promise<void> {
  if (planPath === undefined)
    throw new HarnessError('no plan: run Playwright with the configuration of dcr-conformance');
  stored ??= openPlan(planPath);
  const { plan } = stored;
  const cases = stored.casesOf(chapterPath);
  let pipeline: Pipeline<Case, CaseRecord> | undefined;
  for (const one of cases) {
    const title = `${one.address}: ${one.title}`;
    const body = async ({ conduct }: { readonly conduct: Conduct }) => {
      pipeline ??= begin(cases, conduct);
      tellVerdict(await pipeline.take(one), plan, test.info(), { root, spool: openedSpool });
    };
    if (one.applicable.yes) declareAt(one, test, [title, body]);
    else {
      const details = { annotation: { type: 'not applicable', description: one.applicable.reason } };
      declareAt(one, test.skip.bind(test), [title, details, body]);
    }
  }
  return Promise.resolve();
}

/** Records lie in the session's private folder, and go with it. */
function openedSpool(): Spool {
  return (spool ??= openSpool(dirname(process.env[environment.session] ?? '')));
}

function begin(cases: readonly Case[], conduct: Conduct): Pipeline<Case, CaseRecord> {
  const pipeline = openPipeline(
    inFlight > 1 ? cases.filter(({ applicable }) => applicable.yes) : [],
    inFlight,
    conduct,
  );
  pipelines.push(pipeline);
  return pipeline;
}

/** Calls a function of Playwright's from the case's own line and column, which Playwright takes for the test's location. */
function declareAt(one: Case, declare: unknown, args: readonly unknown[]): void {
  const { file, line, column } = one.at;
  const code = `${'\n'.repeat(line - 1)}${' '.repeat(Math.max(0, column - 1))}declare(...args)`;
  const declaration = compileFunction(code, ['declare', 'args'], { filename: `${root}/${file}` }) as (
    declare: unknown,
    args: readonly unknown[],
  ) => void;
  declaration(declare, args);
}

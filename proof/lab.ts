import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Case } from '../src/nouns/case.js';
import { Unproven } from '../src/nouns/errors.js';
import type { CaseRecord } from '../src/nouns/finding.js';
import { openBench } from '../src/judge/judge.js';
import { openControls } from '../src/recipient/controls.js';
import { learnFacts } from '../src/recipient/preflight.js';
import { compilePlan } from '../src/run/compile.js';
import { writePlan } from '../src/run/plan-file.js';
import { blankRecord } from '../src/run/blank-record.js';
import { conduct, type Stage } from '../src/run/conduct.js';
import { openSession } from '../src/run/session.js';
import { openStage } from '../src/run/stage.js';

/** A running reference holder whose faults and variations are switched between measurements. */
export interface Lab {
  readonly cases: readonly Case[];
  /** Runs cases against the holder so altered; without Playwright, in this process. */
  measure(altered: Altered, cases: readonly Case[], atOnce?: number): Promise<readonly CaseRecord[]>;
  close(): Promise<void>;
}

export interface Altered {
  readonly faults?: readonly string[];
  readonly variations?: readonly string[];
}

export interface LabOptions {
  readonly root: string;
  /** Path of the target file. */
  readonly target: string;
  readonly seed: string;
  /** Cases in flight. */
  readonly parallel: number;
  /** Only cases whose address begins so. */
  readonly within?: string;
}

/** Seconds after which a holder that looks at the Register every two seconds is known not to look at all. */
const patience = 8;

/** Opens a laboratory for one target file with an embedded holder. */
export async function openLab(options: LabOptions): Promise<Lab> {
  const { root } = options;
  const planFile = await compilePlan(
    { target: options.target },
    { root, scenarios: join(root, 'scenarios') },
    new Date().toISOString().slice(0, 10),
  );
  const folder = mkdtempSync(join(tmpdir(), 'dcr-proof-'));
  const session = await openSession({
    planPath: writePlan(planFile, folder),
    planFile,
    keys: join(root, 'keys'),
    reports: folder,
    seed: options.seed,
  });
  const open = await openStage(session.path);
  const { holder } = session;
  if (holder === undefined) throw new Unproven(`${options.target} has no embedded holder`);

  const measure = async (
    altered: Altered,
    cases: readonly Case[],
    atOnce = options.parallel,
  ): Promise<readonly CaseRecord[]> => {
    await holder.alter('variations', altered.variations ?? []);
    const discoveryUrl = await holder.alter('faults', altered.faults ?? []);
    await holder.reset();
    // What was learnt of the unaltered holder does not hold for this one.
    const facts = await learnFacts(planFile.plan.target, discoveryUrl, open.stage.world.wire).catch(unproven);
    if (typeof facts === 'string') return cases.slice(0, 1).map((one) => stopped(one, facts));
    const started = new Date().toISOString();
    const { host } = open.stage.world;
    // What an earlier holder asked the Register for is not this one's doing.
    const registerFetches: typeof host.registerFetches = async () =>
      (await host.registerFetches()).filter(({ at }) => at >= started);
    const world = { ...open.stage.world, facts, patience, host: { ...host, registerFetches } };
    const stage: Stage = {
      ...open.stage,
      world,
      controls: openControls(world, open.stage.plugins.actions),
      bench: openBench(
        open.stage.plugins.checks,
        planFile.plan.ledger,
        new Map(Object.entries(planFile.schemas)),
        facts,
      ),
    };
    return inParallel(cases, atOnce, (one) => conduct(one, stage));
  };
  return {
    cases: planFile.plan.cases.filter(
      ({ applicable, address }) => applicable.yes && address.startsWith(options.within ?? ''),
    ),
    measure,
    close: async () => {
      await open.close();
      await session.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The pre-flight's one cause. */
function unproven(error: unknown): string {
  if (error instanceof Unproven) return error.message;
  throw error;
}

/** What a run says that stopped at the pre-flight: one voice for all cases. */
function stopped(one: Case, cause: string): CaseRecord {
  const { covers: _covers, ...blank } = blankRecord(one, new Date());
  return { ...blank, address: 'pre-flight', covers: [], verdict: 'unproven', cause };
}

/** Maps with a limit of calls in flight; results keep the order of the items. */
async function inParallel<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Array<Result>(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      results[index] = await work(items[index] as Item);
    }
  };
  await Promise.all(Array.from({ length: limit }, lane));
  return results;
}

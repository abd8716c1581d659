import { mkdirSync } from 'node:fs';

import { Unproven } from '../nouns/errors.js';
import type { Facts } from '../nouns/facts.js';
import { dialectOf } from '../recipient/dialects/index.js';
import type { PlanFile } from './plan-file.js';
import { blockingFault, diagnosisText, type Checked } from './doctor/diagnosis.js';
import { examine } from './doctor/examine.js';
import { openGround, type BrandFinder, type Ground, type Outside } from './ground.js';
import type { EmbeddedHolder } from './holder-process.js';
import { openEntries, openJournal } from './journal.js';
import { noteRun } from './note-run.js';
import { loadPlugins } from './plugins.js';
import { journalFile, writeSession, type SessionFile } from './session-file.js';
import { probePool } from './probe-pool.js';
import { withTacitCapabilities } from './tacit-capabilities.js';
import { sweep, type Swept } from './sweep.js';
import { withWays } from './ways.js';
import { worldOn } from './world.js';

export interface SessionOptions {
  readonly planPath: string;
  readonly planFile: PlanFile;
  /** Folder of the cast's keys. */
  readonly keys: string;
  readonly reports: string;
  readonly seed: string;
  /** Without the doctor only the discovery document is fetched. */
  readonly skipDoctor?: boolean;
  readonly findBrand?: BrandFinder;
}

export interface Session {
  readonly path: string;
  readonly file: SessionFile;
  /** Where our host really listens. */
  readonly listen: { readonly host: string; readonly port: number };
  /** The embedded holder, when there is one. */
  readonly holder: EmbeddedHolder | undefined;
  /** What the doctor found worth reading, though it stops nothing. */
  readonly advice: readonly Checked[];
  /** Removes what an interrupted run left at the target, then ends everything; says what was swept. */
  close(): Promise<readonly Swept[]>;
}

/**
 * Sets the stage: keys, our host, the embedded holder where the target asks for it, and the doctor's examination.
 * @throws Unproven with one cause when the target cannot be judged, TargetError when a file of the user's is wrong.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { planFile, keys, reports, seed } = options;
  const { target } = planFile.plan;
  mkdirSync(reports, { recursive: true });
  const ground = await openGround({
    target,
    keys,
    ...(options.findBrand === undefined ? {} : { findBrand: options.findBrand }),
  });
  const journal = journalFile(reports);
  let run = '';
  try {
    run = noteRun(ground, journal);
    const learnt = await learn(ground, { ...options, run });
    const facts = withTacitCapabilities(withWays(learnt.facts, ground), ground);
    const file: SessionFile = {
      planPath: options.planPath,
      facts,
      hostUrl: ground.host.url,
      controlPath: ground.host.controlPath,
      keys,
      trust: ground.trust,
      publicTrust: ground.publicTrust,
      seed,
      reports,
      run,
      started: new Date().toISOString(),
      ...(learnt.controls === undefined ? {} : { controls: learnt.controls }),
      ...(ground.outside === undefined ? {} : { products: ground.outside.products }),
    };
    const path = writeSession(file, ground.folder);
    const close = async (): Promise<readonly Swept[]> => {
      try {
        return await sweepRun(ground, facts, journal, run);
      } finally {
        await ground.close();
      }
    };
    const listen = { host: target.host.listen.host, port: ground.host.port };
    return { path, file, listen, holder: ground.holder, advice: learnt.advice, close };
  } catch (error) {
    await ground.close();
    const left =
      ground.holder === undefined ? openEntries(journal).filter((entry) => entry.run.run === run) : [];
    if (error instanceof Unproven && left.length > 0) {
      throw new Unproven(
        `${error.message}\nThe examination may have left ${String(left.length)} registration at the target (software_id ${left.map(({ softwareId }) => softwareId).join(', ')}): 'dcr-conformance cleanup' removes it, once the target answers.`,
      );
    }
    throw error;
  }
}

interface Learnt {
  readonly facts: Facts;
  readonly advice: readonly Checked[];
  readonly controls?: NonNullable<SessionFile['controls']>;
}

/** The embedded holder is set up by us: nothing can be misconfigured, and its faults are there to be judged. */
async function learn(ground: Ground, options: SessionOptions & { readonly run: string }): Promise<Learnt> {
  const { target } = ground;
  const dialect = dialectOf(target.profile);
  const skip = options.skipDoctor === true;
  if ((skip && !dialect.learnsByLiving) || ground.holder !== undefined) {
    const facts = await dialect.learn(target, ground.discoveryUrl, ground.wire);
    const { outside } = ground;
    if (outside !== undefined) await probeWithoutDoctor(ground, outside, facts, options);
    return { facts, advice: [] };
  }
  const flow = options.planFile.plan.cases.find(({ applicable }) => applicable.yes)?.flow;
  const examined = await examine(ground, {
    plugins: await loadPlugins(),
    journal: openJournal(journalFile(options.reports), options.run),
    stopAtFirst: !skip,
    ...(flow === undefined ? {} : { flow }),
  });
  const fault = skip && examined.facts !== undefined ? undefined : blockingFault(examined.checked);
  if (fault !== undefined || examined.facts === undefined) {
    throw new Unproven(
      `${fault === undefined ? 'the target could not be examined' : diagnosisText(fault)}\n` +
        `No case was run. 'dcr-conformance doctor -t ${target.file}' shows every check; --skip-doctor runs the book all the same.`,
    );
  }
  const { facts, controls } = examined;
  return {
    facts,
    advice: examined.checked.filter(
      ({ finding }) => finding.state === 'advice' || finding.state === 'faulty',
    ),
    ...(controls === undefined ? {} : { controls }),
  };
}

/** Whoever skips the doctor still has to know which products of the pool are free. */
async function probeWithoutDoctor(
  ground: Ground,
  outside: Outside,
  facts: Facts,
  { planFile, reports, run, seed }: SessionOptions & { readonly run: string },
): Promise<void> {
  const plugins = await loadPlugins();
  const world = worldOn(ground, { facts, seed, journal: openJournal(journalFile(reports), run), plugins });
  const flow = planFile.plan.cases.find(({ applicable }) => applicable.yes)?.flow ?? 'code';
  await probePool(world, plugins.actions, outside.products, flow);
}

/** What workers had no time to remove: they were interrupted, or died. Entries that were tried already stay reported. */
async function sweepRun(
  ground: Ground,
  facts: Facts,
  journal: string,
  run: string,
): Promise<readonly Swept[]> {
  if (ground.holder !== undefined) return [];
  const open = openEntries(journal).filter((entry) => entry.run.run === run);
  // What a case left its record tells; controls and the doctor have none.
  const tried = open.flatMap((entry): readonly Swept[] =>
    entry.reason !== undefined && /^(?:control .*|doctor)$/.test(entry.case)
      ? [{ entry, outcome: 'left', reason: entry.reason }]
      : [],
  );
  const entries = open.filter(({ reason }) => reason === undefined);
  if (entries.length === 0) return tried;
  const plugins = await loadPlugins();
  const world = worldOn(ground, { facts, seed: run, journal: openJournal(journal, run), plugins });
  return [...tried, ...(await sweep(entries, world, plugins))];
}

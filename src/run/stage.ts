import { openBench } from '../judge/judge.js';
import { openControls } from '../recipient/controls.js';
import { borrowedSoftware } from '../register-client/borrowed-software.js';
import { hostControl } from '../register/control.js';
import { openPlan } from './plan-file.js';
import type { Stage } from './conduct.js';
import { openJournal } from './journal.js';
import { loadPlugins } from './plugins.js';
import { castFor, credentialsOf, wireFor } from './wiring.js';
import { journalFile, readSession } from './session-file.js';
import { openWorld } from './world.js';

export interface OpenStage {
  readonly stage: Stage;
  close(): Promise<void>;
}

/**
 * Opens a worker's stage on a running session: keys are read, plugins loaded and connections pooled once.
 * `workers`: how many share the target's rate of requests.
 */
export async function openStage(sessionPath: string, workers = 1): Promise<OpenStage> {
  const session = readSession(sessionPath);
  const { plan, schemas, controls } = openPlan(session.planPath);
  const { target } = plan;
  const [plugins, cast] = await Promise.all([
    loadPlugins(),
    castFor(target, session.keys, credentialsOf(target)),
  ]);
  const wire = wireFor(cast, target, session, workers);
  const host = hostControl(session.controlPath);
  const outside =
    target.register === undefined
      ? undefined
      : (await import('./open-source.js')).openSource(target.register, target, cast, credentialsOf(target));
  const world = openWorld({
    facts: session.facts,
    target,
    cast,
    host,
    hostUrl: session.hostUrl,
    wire,
    seed: session.seed,
    journal: openJournal(journalFile(session.reports), session.run),
    plugins,
    software:
      outside === undefined
        ? undefined
        : borrowedSoftware({
            products: session.products ?? [],
            control: host,
            statement: outside.source.statement,
          }),
  });
  const stage: Stage = {
    plan,
    plugins,
    world,
    controls: openControls(world, plugins.actions, { sent: controls, known: session.controls }),
    bench: openBench(plugins.checks, plan.ledger, new Map(Object.entries(schemas)), session.facts),
    today: session.started.slice(0, 10),
  };
  return {
    stage,
    close: async () => {
      await wire.close();
      await outside?.close();
      await host.close();
    },
  };
}

import { join } from 'node:path';

import { openCast } from '../cast/cast.js';
import { openBench } from '../judge/judge.js';
import { openControls } from '../recipient/controls.js';
import type { World } from '../recipient/scene.js';
import { hostControl } from '../register/control.js';
import { readPlan } from './compile.js';
import type { Stage } from './conduct.js';
import { openJournal } from './journal.js';
import { loadPlugins } from './plugins.js';
import { readSession, wireFor } from './session.js';

export interface OpenStage {
  readonly stage: Stage;
  close(): Promise<void>;
}

/** Opens a worker's stage on a running session: keys are read, plugins loaded and connections pooled once. */
export async function openStage(sessionPath: string): Promise<OpenStage> {
  const session = readSession(sessionPath);
  const { plan, schemas } = readPlan(session.planPath);
  const [plugins, cast] = await Promise.all([loadPlugins(), openCast(session.keys)]);
  const wire = wireFor(cast, plan.target, session.trust, session.publicTrust);
  const host = hostControl(session.controlPath);
  const world: World = {
    facts: session.facts,
    cast,
    host,
    hostUrl: session.hostUrl,
    wire,
    seed: session.seed,
    now: () => new Date(),
    journal: openJournal(join(session.reports, 'journal.jsonl')),
    mutations: plugins.mutations,
    values: plugins.values,
  };
  const stage: Stage = {
    plan,
    plugins,
    world,
    controls: openControls(world, plugins.actions),
    bench: openBench(plugins.checks, plan.ledger, new Map(Object.entries(schemas)), session.facts),
    today: session.started.slice(0, 10),
  };
  return {
    stage,
    close: async () => {
      await wire.close();
      await host.close();
    },
  };
}

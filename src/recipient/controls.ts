import { Unproven } from '../nouns/errors.js';
import type { Json } from '../nouns/json.js';
import type { Flow } from '../nouns/requirement.js';
import type { Action } from './action.js';
import { cleanUp, settleDeletion } from './clean-up.js';
import { clientOf } from './client.js';
import { statusOf } from './dialect.js';
import type { StationEdits } from './edits.js';
import { outcomeOf } from './outcome.js';
import { openScene, surroundings } from './perform.js';
import { resolve } from './resolve.js';
import type { World } from './scene.js';

/** Whether the unbroken request was accepted, and one line about it. */
export interface ControlResult {
  readonly action: string;
  readonly accepted: boolean;
  readonly summary: string;
  /** Status of the answer, when there was one. */
  readonly status?: number;
}

export type ControlledAction = NonNullable<Action['control']>;

/** Unbroken requests that show that the target accepts what a broken request is compared with (design law 3). */
export interface Controls {
  /** The control of an action in a flow; sent once per worker, then remembered, unless controls are `per-case`. */
  of(action: ControlledAction, flow: Flow): Promise<ControlResult>;
  /** A fresh control: tells a refusal without an answer from an outage. */
  again(action: ControlledAction, flow: Flow): Promise<ControlResult>;
  /** A control with a scenario's own edits. */
  edited(action: ControlledAction, flow: Flow, edits: StationEdits): Promise<ControlResult>;
}

export interface ControlOptions {
  /** `per-case`: each control is sent afresh, next to the refusal that it vouches for. */
  readonly sent?: 'per-worker' | 'per-case' | undefined;
  /** A life cycle that the pre-flight has already run. */
  readonly known?: { readonly flow: Flow; readonly results: readonly ControlResult[] } | undefined;
}

/** Controls of one worker; `lifeCycle` is run once per flow and yields the control of every action. */
export function openControls(
  world: World,
  actions: ReadonlyMap<string, Action>,
  { sent = 'per-worker', known }: ControlOptions = {},
): Controls {
  const remembered = new Map<Flow, Promise<ReadonlyMap<ControlledAction, ControlResult>>>();
  if (known !== undefined) {
    const results = new Map(known.results.map((result) => [result.action as ControlledAction, result]));
    remembered.set(known.flow, Promise.resolve(results));
  }
  let rounds = 0;
  const run = (flow: Flow, last: ControlledAction, edits: StationEdits) => {
    rounds += 1;
    // The worker's process id keeps the products of several workers apart under one seed.
    return runLifeCycle(
      world,
      actions,
      flow,
      last,
      edits,
      `control ${String(process.pid)} ${String(rounds)}`,
    );
  };
  return {
    of: async (action, flow) => {
      if (sent === 'per-case') return pick(await run(flow, action, {}), action);
      const results = remembered.get(flow) ?? run(flow, 'delete', {});
      remembered.set(flow, results);
      return pick(await results, action);
    },
    again: async (action, flow) => pick(await run(flow, action, {}), action),
    edited: async (action, flow, edits) => pick(await run(flow, action, edits), action),
  };
}

function pick(
  records: ReadonlyMap<ControlledAction, ControlResult>,
  action: ControlledAction,
): ControlResult {
  return records.get(action) ?? { action, accepted: false, summary: `the unbroken ${action} was not sent` };
}

const indexOf = (world: World, wanted: ControlledAction): number =>
  world.dialect.lifeCycle.findIndex(({ action }) => action === wanted);

async function runLifeCycle(
  world: World,
  actions: ReadonlyMap<string, Action>,
  flow: Flow,
  last: ControlledAction,
  edits: StationEdits,
  name: string,
): Promise<ReadonlyMap<ControlledAction, ControlResult>> {
  const scene = openScene(world, name, flow);
  const records = new Map<ControlledAction, ControlResult>();
  try {
    const client = await clientOf(scene, 'self');
    const { lifeCycle } = world.dialect;
    for (const { action, after } of lifeCycle.slice(0, indexOf(world, last) + 1)) {
      if (after !== undefined && records.get(after)?.accepted !== true) continue;
      records.set(action, await control(action));
    }
    const deletion = records.get('delete');
    if (deletion?.accepted === true) await settleDeletion(scene, client, deletion.status ?? 0, actions);
    async function control(action: ControlledAction): Promise<ControlResult> {
      try {
        const own = () =>
          resolve(edits as Json, world.values, surroundings(scene, client.product)) as StationEdits;
        const deed = await actions.get(action)?.perform({
          scene,
          client,
          edits: action === last ? own() : {},
          args: {},
          purpose: 'control',
        });
        const exchange = deed?.exchanges.at(-1);
        const accepted = exchange !== undefined && world.dialect.accepts(action, exchange);
        const status = statusOf(exchange);
        const verdict = accepted ? `was accepted (${String(status)})` : outcomeOf(deed?.exchanges ?? []);
        const summary = `the same ${action} request, unbroken, ${verdict}`;
        return { action, accepted, summary, ...(status === 0 ? {} : { status }) };
      } catch (error) {
        if (!(error instanceof Unproven)) throw error;
        return { action, accepted: false, summary: error.message };
      }
    }
  } finally {
    await cleanUp(scene, actions);
  }
  return records;
}

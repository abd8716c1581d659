import { HarnessError, Unproven } from '../nouns/errors.js';
import type { Case } from '../nouns/case.js';
import type { StepRecord } from '../nouns/exchange.js';
import type { LeftBehind } from '../nouns/finding.js';
import type { Json, JsonObject } from '../nouns/json.js';
import type { Flow } from '../nouns/requirement.js';
import type { Expectation, Step } from '../nouns/scenario.js';
import { clientNames } from '../plan/tacit-needs.js';
import type { Product } from '../register/product.js';
import type { Action, Deed } from './action.js';
import { cleanUp } from './clean-up.js';
import { clientOf, publishKeyFor } from './client.js';
import { makeDice } from './dice.js';
import { idleDeviations, type StationEdits } from './edits.js';
import { outcomeOf } from './outcome.js';
import { resolve } from './resolve.js';
import { applyHostAndProduct, restore } from './staging.js';
import type { Scene, World } from './scene.js';
import type { Surroundings } from './value-maker.js';

/** A step with its record; `cause` says why it was not done. Expectations have their values filled in. */
export interface DoneStep {
  readonly step: Step;
  readonly expectations: readonly Expectation[];
  readonly record: StepRecord | undefined;
  readonly cause?: string;
}

export interface Performance {
  readonly given: readonly StepRecord[];
  readonly steps: readonly DoneStep[];
  readonly leftBehind: readonly LeftBehind[];
  /** Literals that no report may carry. */
  readonly secrets: readonly string[];
  /** Why nothing could be done at all: the given registration failed. */
  readonly cause?: string;
}

export function openScene(world: World, address: string, flow: Flow, productCount = 1): Scene {
  return {
    world,
    address,
    flow,
    dice: makeDice(world.seed, address),
    clients: new Map(),
    records: [],
    values: new Map(),
    secrets: new Set(),
    productCount,
    stock: [],
  };
}

/** Does what a case says, in its own world, and tidies up whatever happened. */
export async function perform(
  one: Case,
  world: World,
  actions: ReadonlyMap<string, Action>,
): Promise<Performance> {
  const scene = openScene(world, one.address, one.flow, clientNames(one).length);
  const given: StepRecord[] = [];
  const steps: DoneStep[] = [];
  let cause: string | undefined;
  let leftBehind: readonly LeftBehind[] = [];
  try {
    try {
      if (one.given === 'registered') given.push(...(await giveRegistration(scene, actions)));
    } catch (error) {
      if (!(error instanceof Unproven)) throw error;
      cause = error.message;
    }
    if (cause === undefined) {
      for (const step of one.steps) {
        const isFirst = given.length === 0 && steps.length === 0;
        steps.push(await doStep(scene, step, actions, isFirst));
      }
    }
  } finally {
    // Borrowed products go back as they came, whatever a case would keep.
    if (one.cleanup === 'delete' || world.software !== undefined) leftBehind = await cleanUp(scene, actions);
  }
  return {
    given,
    steps,
    leftBehind,
    secrets: [...scene.secrets],
    ...(cause === undefined ? {} : { cause }),
  };
}

/** The state `given: registered`: a fresh product, registered as the standard says, with a token at hand. */
async function giveRegistration(
  scene: Scene,
  actions: ReadonlyMap<string, Action>,
): Promise<readonly StepRecord[]> {
  const records: StepRecord[] = [];
  for (const name of scene.world.dialect.given) {
    const action = actionNamed(actions, name);
    const client = await clientOf(scene, 'self');
    const deed = await action.perform({ scene, client, edits: {}, args: {}, purpose: 'given' });
    records.push(recordOf({ name: `given-${name}`, action: name, by: 'self' }, deed));
    scene.values.set(name === 'register' ? 'given' : `given-${name}`, deed.values);
    const ready = name === 'register' ? client.registrations.length > 0 : client.token !== undefined;
    if (!ready)
      throw new Unproven(`the valid ${name} request that prepares this case ${outcomeOf(deed.exchanges)}`);
  }
  scene.records.push(...records);
  return records;
}

/** `isFirst`: no request has left yet, so nobody has fetched anything. */
async function doStep(
  scene: Scene,
  step: Step,
  actions: ReadonlyMap<string, Action>,
  isFirst: boolean,
): Promise<DoneStep> {
  try {
    const action = actionNamed(actions, step.action);
    const client = await clientOf(scene, step.by);
    const fill = (value: Json): Json =>
      resolve(value, scene.world.values, surroundings(scene, client.product));
    const edits = fill(step.with) as StationEdits;
    const args = fill(step.args) as JsonObject;
    await publishKeyFor(scene, client, edits);
    await applyHostAndProduct(scene, client, edits);
    const fetchesBefore = isFirst ? 0 : (await scene.world.host.fetches(client.product.softwareId)).length;
    const deed = await action
      .perform({ scene, client, edits, args, purpose: 'step' })
      .finally(() => restore(scene, edits));
    refuseIdleEdits(step, deed);
    const fetches = (await scene.world.host.fetches(client.product.softwareId)).slice(fetchesBefore);
    const record = recordOf(step, { ...deed, fetches });
    scene.values.set(step.name, deed.values);
    scene.records.push(record);
    const expectations = step.expect.map((expectation) => ({ ...expectation, args: fill(expectation.args) }));
    return { step, expectations, record };
  } catch (error) {
    if (!(error instanceof Unproven)) throw error;
    return { step, expectations: step.expect, record: undefined, cause: error.message };
  }
}

/** What value makers see when a product of the scene acts. */
export function surroundings(scene: Scene, product: Product): Surroundings {
  return {
    facts: scene.world.facts,
    product,
    dice: scene.dice,
    now: scene.world.now(),
    cast: scene.world.cast,
    hostUrl: scene.world.hostUrl,
    stepValues: (name: string) => scene.values.get(name),
  };
}

/**
 * An edit that leaves the request as it was would make the negative vacuous (design law 2). Algorithms, authentication
 * methods and grants are different: which one the valid request uses depends on what the target advertises, so a scenario
 * may name that very one.
 */
function refuseIdleEdits(step: Step, deed: Deed): void {
  const chosenByTarget =
    /\b(?:jws\.alg|claims\.\w+_(?:alg|enc)|metadata\.(?:token_endpoint_auth_method|\w+_types|jwks))$/;
  const idle = idleDeviations(deed.deviations).filter(({ where }) => !chosenByTarget.test(where));
  if (idle.length === 0) return;
  const names = idle.map((line) => line.where).join(', ');
  throw new HarnessError(
    `the step '${step.name}' edits ${names}, but the valid request is already so: the edit changes nothing`,
  );
}

function recordOf(step: Pick<Step, 'name' | 'action' | 'by'>, deed: Deed): StepRecord {
  return {
    name: step.name,
    action: step.action,
    by: step.by,
    exchanges: deed.exchanges,
    values: deed.values,
    deviations: deed.deviations,
    fetches: deed.fetches ?? [],
  };
}

function actionNamed(actions: ReadonlyMap<string, Action>, name: string): Action {
  const action = actions.get(name);
  if (action === undefined) throw new HarnessError(`no action is called '${name}'`);
  return action;
}

import { randomUUID } from 'node:crypto';

import { Unproven } from '../nouns/errors.js';
import type { JsonObject } from '../nouns/json.js';
import type { Deed } from '../recipient/action.js';
import { cleanUp } from '../recipient/clean-up.js';
import { clientNameOf, joinScene } from '../recipient/client.js';
import { outcomeOf } from '../recipient/outcome.js';
import { openScene } from '../recipient/perform.js';
import type { Client, Scene, World } from '../recipient/scene.js';
import { makeProduct } from '../register/product.js';
import { groupBy } from '../report/group-by.js';
import type { OpenEntry } from './journal.js';
import type { Plugins } from './plugins.js';

/** What became of a journal's entry. `gone`: the holder does not know the client any more. */
export type Swept = { readonly entry: OpenEntry } & (
  { readonly outcome: 'removed' | 'gone' } | { readonly outcome: 'left'; readonly reason: string }
);

/** Products in hand at once. */
const lanes = 4;

/** Removes registrations that the journal still knows: the product is published again, a token obtained, DELETE sent. */
export async function sweep(
  entries: readonly OpenEntry[],
  world: World,
  { actions }: Pick<Plugins, 'actions'>,
): Promise<readonly Swept[]> {
  // Its own seed: jti values of the run must not come twice.
  const fresh = { ...world, seed: randomUUID() };
  // Registrations of one product share its keys, which are withdrawn with each: without them a target knows no client.
  const products = [...groupBy(entries, ({ softwareId }) => softwareId).values()];
  const results: Swept[] = [];
  for (let first = 0; first < products.length; first += lanes) {
    const some = products.slice(first, first + lanes);
    results.push(...(await Promise.all(some.map((own) => removeInTurn(own, fresh, actions)))).flat());
  }
  return results;
}

async function removeInTurn(
  entries: readonly OpenEntry[],
  world: World,
  actions: Plugins['actions'],
): Promise<readonly Swept[]> {
  const results: Swept[] = [];
  for (const entry of entries) results.push(await tryToRemove(entry, world, actions));
  return results;
}

/** One entry that the target does not let us remove must not keep the others. */
async function tryToRemove(entry: OpenEntry, world: World, actions: Plugins['actions']): Promise<Swept> {
  try {
    return await removeOne(entry, world, actions);
  } catch (error) {
    if (error instanceof Unproven) return { entry, outcome: 'left', reason: error.message };
    throw error;
  }
}

async function removeOne(entry: OpenEntry, world: World, actions: Plugins['actions']): Promise<Swept> {
  const { clientId, softwareId } = entry;
  const { registration } = world.facts.endpoints;
  if (entry.registrationEndpoint !== registration) {
    return {
      entry,
      outcome: 'left',
      reason: `it was registered at ${entry.registrationEndpoint}, this target registers at ${registration}`,
    };
  }
  const scene = openScene(world, `cleanup ${softwareId}`, entry.flow);
  const client: Client = {
    name: entry.client,
    // Only the software_id and the URLs below it matter now.
    product: makeProduct({ name: entry.case, random: () => softwareId, hostUrl: world.hostUrl }),
    registrations: clientId === undefined ? [] : [{ clientId, body: keepsakeOf(entry, world) }],
  };
  await joinScene(scene, client);
  if (clientId === undefined) return resolveLost(entry, scene, client, actions);
  if (await isUnknown(scene, client, entry, actions)) {
    world.journal.removed(clientId);
    await world.host.retire(softwareId);
    return { entry, outcome: 'gone' };
  }
  const [left] = await cleanUp(scene, actions);
  return left === undefined ? { entry, outcome: 'removed' } : { entry, outcome: 'left', reason: left.reason };
}

/** What was sealed away when it was registered; nothing where our keys are enough, or are others by now. */
function keepsakeOf({ sealed }: OpenEntry, { vault }: World): JsonObject {
  const text = sealed === undefined ? undefined : vault.open(sealed);
  return text === undefined ? {} : (JSON.parse(text) as JsonObject);
}

/**
 * Nobody here knows the client_id of a registration whose answer was lost. A holder that grants another one for the same
 * software_id had none (CDR-DCR-REQ-118: one at a time); the new one is removed again.
 */
async function resolveLost(
  entry: OpenEntry,
  scene: Scene,
  client: Client,
  actions: Plugins['actions'],
): Promise<Swept> {
  if (!scene.world.dialect.oneEach) {
    scene.world.journal.answered(entry.softwareId);
    const reason = `the answer to its registration was lost, so nobody here knows a client_id. Look for a client called '${clientNameOf(entry.case, entry.client)}' at the target`;
    return { entry, outcome: 'left', reason };
  }
  let deed: Deed | undefined;
  try {
    deed = await actions.get('register')?.perform({ scene, client, edits: {}, args: {}, purpose: 'cleanup' });
  } catch (error) {
    // Such as an outside Register that gives no SSA any more.
    if (error instanceof Unproven) return { entry, outcome: 'left', reason: error.message };
    throw error;
  }
  const granted = client.registrations.length > 0;
  const [left] = await cleanUp(scene, actions);
  scene.world.journal.answered(entry.softwareId);
  if (granted && left === undefined) return { entry, outcome: 'gone' };
  const reason = granted
    ? (left?.reason ?? '')
    : `the answer to its registration was lost, so nobody here knows a client_id; registering it again ${outcomeOf(deed?.exchanges ?? [])}. Look for software_id ${entry.softwareId} at the holder`;
  return { entry, outcome: 'left', reason };
}

/**
 * Whether the target says that it does not know the client. Where it authenticates the client by keys at a URL, and ours
 * are no longer there, it would say the same of a client that it knows.
 */
async function isUnknown(
  scene: Scene,
  client: Client,
  entry: OpenEntry,
  actions: Plugins['actions'],
): Promise<boolean> {
  const { absence } = scene.world.dialect;
  if (absence.needsSameHost && entry.run.hostUrl !== scene.world.hostUrl) return false;
  try {
    const deed = await actions
      .get(absence.action)
      ?.perform({ scene, client, edits: {}, args: {}, purpose: 'cleanup' });
    const exchange = deed?.exchanges.at(-1);
    return exchange !== undefined && absence.shownBy(exchange);
  } catch (error) {
    if (error instanceof Unproven) return false;
    throw error;
  }
}

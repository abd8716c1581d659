import { Unproven } from '../nouns/errors.js';
import type { LeftBehind } from '../nouns/finding.js';
import type { Action, Doing } from './action.js';
import { isSuccess } from './dialect.js';
import type { Client, Registration, Scene } from './scene.js';

/**
 * Removes every registration that the scene's products were granted, also those that should have been refused
 * (design law 7). Returns what could not be removed, and why.
 */
export async function cleanUp(
  scene: Scene,
  actions: ReadonlyMap<string, Action>,
): Promise<readonly LeftBehind[]> {
  const left: LeftBehind[] = [];
  for (const client of scene.clients.values()) {
    const granted = new Map(
      client.registrations.map((registration) => [registration.clientId, registration]),
    );
    for (const registration of granted.values()) {
      const reason = await remove(scene, client, registration, actions);
      if (reason === undefined) {
        scene.world.journal.removed(registration.clientId);
        continue;
      }
      scene.world.journal.left(registration.clientId, reason);
      left.push({ clientId: registration.clientId, softwareId: client.product.softwareId, reason });
    }
    await scene.world.host.retire(client.product.softwareId);
    await scene.world.software?.giveBack(client.product.softwareId, spentBy(client, left));
  }
  for (const product of scene.stock.splice(0)) await scene.world.software?.giveBack(product.softwareId);
  return left;
}

/** Why a borrowed product cannot be registered any more. */
function spentBy({ product, doubt }: Client, left: readonly LeftBehind[]): string | undefined {
  const remains = left.find(({ softwareId }) => softwareId === product.softwareId);
  return remains === undefined ? doubt : `a registration of it could not be removed: ${remains.reason}`;
}

/** Notes that a client's registrations were deleted outside the steps of a case: nothing remains to be removed. */
function noteDeleted(scene: Scene, client: Client): void {
  for (const { clientId } of client.registrations.splice(0)) scene.world.journal.removed(clientId);
}

/**
 * Takes note of a DELETE that was answered with success outside the steps of a case. Only 204 is taken at its word;
 * after another success the client is asked for, and while it lives it remains to be removed.
 */
export async function settleDeletion(
  scene: Scene,
  client: Client,
  status: number,
  actions: ReadonlyMap<string, Action>,
): Promise<void> {
  const doing = { scene, client, edits: {}, args: {}, purpose: 'cleanup' as const };
  if (status === 204 || !(await isAlive(client, doing, actions))) noteDeleted(scene, client);
}

/** Asks for a fresh token with an unbroken assertion and deletes; a token of the case may be spent or foreign. */
async function remove(
  scene: Scene,
  client: Client,
  registration: Registration,
  actions: ReadonlyMap<string, Action>,
): Promise<string | undefined> {
  const url = scene.world.dialect.locate(registration, scene.world.facts);
  if (url === undefined) {
    return 'the target named no registration_client_uri and registration_access_token: it offers no way to delete clients';
  }
  const owner: Client = { name: client.name, product: client.product, registrations: [registration] };
  const doing = { scene, client: owner, edits: {}, args: {}, purpose: 'cleanup' as const };
  try {
    if (client.disguised === true)
      await scene.world.host.behave(client.product.softwareId, 'jwks', { kind: 'normal' });
    const deed = await actions.get('delete')?.perform(doing);
    const outcome = deed?.exchanges.at(-1)?.outcome;
    if (outcome?.kind !== 'answer') return `DELETE got no answer (${outcome?.code ?? 'not sent'})`;
    if (outcome.status === 204 || outcome.status === 404) return undefined;
    // Another success may be a true one, or a page that says OK to everything: another call tells.
    if (outcome.status >= 200 && outcome.status < 300) {
      return (await isAlive(owner, doing, actions))
        ? `DELETE was answered ${String(outcome.status)}, but the client ${scene.world.dialect.absence.alive}`
        : undefined;
    }
    if (outcome.status >= 400 && outcome.status < 500 && deletedByCase(scene, url)) return undefined;
    if (outcome.status === 401) {
      return 'DELETE was answered 401: the token that belongs to the registration is not, or no longer, accepted';
    }
    return outcome.status === 405
      ? 'the holder does not support DELETE (405)'
      : `DELETE was answered ${String(outcome.status)}`;
  } catch (error) {
    if (error instanceof Unproven) return deletedByCase(scene, url) ? undefined : error.message;
    throw error;
  }
}

/** Asks by the call that tells in this dialect whether the target still knows the client. */
async function isAlive(owner: Client, doing: Doing, actions: ReadonlyMap<string, Action>): Promise<boolean> {
  const client: Client = { name: owner.name, product: owner.product, registrations: owner.registrations };
  const { absence, accepts } = doing.scene.world.dialect;
  try {
    const deed = await actions.get(absence.action)?.perform({ ...doing, client });
    const exchange = deed?.exchanges.at(-1);
    return exchange !== undefined && accepts(absence.action, exchange);
  } catch (error) {
    // A client that cannot even ask shows nothing: then the answer to DELETE is all there is.
    if (!(error instanceof Unproven)) throw error;
    return false;
  }
}

/**
 * A client that the case itself deleted gets no token any more, and its own opens nothing: it is no
 * left-over, also where DELETE was answered 200 for 204.
 */
function deletedByCase(scene: Scene, url: string): boolean {
  return scene.records.some((record) =>
    record.exchanges.some(
      (exchange) => exchange.action === 'delete' && isSuccess(exchange) && exchange.request.url === url,
    ),
  );
}

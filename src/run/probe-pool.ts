import { Unproven } from '../nouns/errors.js';
import type { Flow } from '../nouns/requirement.js';
import type { Action } from '../recipient/action.js';
import { cleanUp } from '../recipient/clean-up.js';
import { joinScene } from '../recipient/client.js';
import { outcomeOf } from '../recipient/outcome.js';
import { openScene } from '../recipient/perform.js';
import type { Client, World } from '../recipient/scene.js';
import type { Product } from '../register/product.js';

/**
 * Registers each product of the pool once, and removes it again. One that is refused may be registered already: it is left
 * alone, and no case may use it, since a refusal of a broken request would prove nothing. Not done where the target file
 * says that nothing can be deleted: it would use the pool up.
 * @throws Unproven when every product is refused.
 */
export async function probePool(
  world: World,
  actions: ReadonlyMap<string, Action>,
  products: readonly Product[],
  flow: Flow,
): Promise<void> {
  if (world.facts.capabilities['delete']?.has === false) return;
  const refusals: string[] = [];
  for (const product of products) {
    const scene = openScene(world, `pool ${product.softwareId}`, flow);
    const client: Client = { name: 'self', product, registrations: [] };
    await joinScene(scene, client);
    const deed = await actions
      .get('register')
      ?.perform({ scene, client, edits: {}, args: {}, purpose: 'given' });
    const refused = client.registrations.length === 0;
    await cleanUp(scene, actions);
    if (!refused) continue;
    const why = `a valid registration of it ${outcomeOf(deed?.exchanges ?? [])}; if it is registered already, it is left alone`;
    await world.software?.giveBack(product.softwareId, why);
    refusals.push(`${product.softwareId}: ${why}`);
  }
  if (refusals.length === products.length)
    throw new Unproven(`no software product is left in the pool: ${refusals.join('; ')}`);
}

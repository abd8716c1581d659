import { isJsonObject } from '../nouns/json.js';
import type { Behaviour } from '../register/behaviour.js';
import type { RegisterKeys } from '../register/register-keys.js';
import type { StationEdits } from './edits.js';
import type { Client, Scene } from './scene.js';

/** Sets the stage for a step: how our host behaves, and what the Register says of the product. */
export async function applyHostAndProduct(scene: Scene, client: Client, edits: StationEdits): Promise<void> {
  const { host } = scene.world;
  const { softwareId } = client.product;
  for (const document of ['jwks', 'sector'] as const) {
    const behaviour = edits.host?.[document];
    if (behaviour === undefined) continue;
    client.disguised = true;
    await host.behave(softwareId, document, behaviour as unknown as Behaviour);
  }
  const status = isJsonObject(edits.product) ? edits.product['status'] : undefined;
  if (typeof status === 'string') {
    await host.registerStatus({ of: 'software-product', id: softwareId, status: status });
  }
  if (edits.register?.keys !== undefined) await host.registerKeys(edits.register.keys as RegisterKeys);
}

/** The Register's keys are everybody's: what a step changed of them ends with the step. */
export async function restore(scene: Scene, edits: StationEdits): Promise<void> {
  if (edits.register !== undefined) await scene.world.host.registerKeys('current');
}

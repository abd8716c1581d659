import { HarnessError } from '../nouns/errors.js';
import type { JsonObject } from '../nouns/json.js';
import { makeProduct, type Product } from '../register/product.js';
import type { StationEdits } from './edits.js';
import { castKey } from './make-jwt.js';
import { signerOf } from './build-request.js';
import type { Client, Scene } from './scene.js';
import type { BorrowedSoftware } from './software.js';

/** The named product of a scene; a fresh one, published on our host, when the name is new. */
export async function clientOf(scene: Scene, name: string): Promise<Client> {
  const known = scene.clients.get(name);
  if (known !== undefined) return known;
  const product =
    scene.world.software === undefined
      ? freshProduct(scene, name)
      : await borrow(scene, scene.world.software);
  const client: Client = { name, product, registrations: [] };
  await joinScene(scene, client);
  return client;
}

function freshProduct({ world, address, dice }: Scene, name: string): Product {
  return makeProduct({
    name: clientNameOf(address, name),
    random: () => dice.uuid(),
    hostUrl: world.hostUrl,
  });
}

async function borrow(scene: Scene, software: BorrowedSoftware): Promise<Product> {
  if (scene.stock.length === 0) {
    // Who holds one and waits for another may wait for himself.
    if (scene.clients.size > 0)
      throw new HarnessError(
        `${scene.address} uses more software products than it names; what asks for them must declare needs: ['fresh-products']`,
      );
    const count = Math.max(1, scene.productCount);
    scene.stock.push(...(await software.borrow(count, scene.address)));
  }
  const product = scene.stock.shift();
  if (product === undefined) throw new HarnessError('nothing was lent');
  return product;
}

/** The client's name at the target says which case it belongs to. */
export function clientNameOf(address: string, name: string): string {
  return `${address} ${name}`;
}

/** Brings a client into a scene and publishes its product with its own keys. */
export async function joinScene(scene: Scene, client: Client): Promise<void> {
  scene.clients.set(client.name, client);
  await scene.world.host.publish(client.product, { jwks: { keys: publicKeys(scene, client, []) } });
}

/**
 * Publishes the key of a forbidden algorithm beside the usual ones, so that a refusal can only be about the
 * algorithm, never about an unknown key.
 */
export async function publishKeyFor(scene: Scene, client: Client, edits: StationEdits): Promise<void> {
  const algorithms = [edits.jws?.alg, edits.assertion?.jws?.alg].filter((alg) => alg !== undefined);
  const uncommon = algorithms.filter((alg) => /^(ES384|ES512|EdDSA)$/.test(alg));
  if (uncommon.length === 0) return;
  await scene.world.host.publish(client.product, { jwks: { keys: publicKeys(scene, client, uncommon) } });
}

function publicKeys(scene: Scene, client: Client, uncommon: readonly string[]): readonly JsonObject[] {
  const { cast } = scene.world;
  return ['PS256', 'ES256', ...uncommon].flatMap((alg) => {
    const key = castKey(cast, signerOf(client), alg);
    return key === undefined ? [] : [key.publicJwk];
  });
}

import type { Cast } from '../cast/cast.js';
import type { Facts } from '../nouns/facts.js';
import type { Json, JsonObject } from '../nouns/json.js';
import type { Manifest } from '../nouns/plugin.js';
import type { Product } from '../register/product.js';
import type { Dice } from './dice.js';

/** What a value maker may look at. */
export interface Surroundings {
  readonly facts: Facts;
  readonly product: Product;
  readonly dice: Dice;
  readonly now: Date;
  /** Everybody whom the harness plays; only what is public of them may become a value. */
  readonly cast: Cast;
  /** Base URL of our own host, without a trailing slash. */
  readonly hostUrl: string;
  /** Values of an earlier step, by its name. */
  readonly stepValues: (step: string) => JsonObject | undefined;
}

/** A `$`-keyed maker of a value (plugin folder `recipient/values/`). */
export interface ValueMaker extends Manifest {
  /** Raises Unproven when an earlier step did not yield the value. */
  readonly make: (args: Json, around: Surroundings) => Json;
}

/** Identity with a type: `export default defineValue({...})`. */
export function defineValue(maker: ValueMaker): ValueMaker {
  return maker;
}

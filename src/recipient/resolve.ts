import { isJsonObject, type Json } from '../nouns/json.js';
import type { Surroundings, ValueMaker } from './value-maker.js';

/** Replaces every value maker in a piece of scenario data; makers inside a maker's argument come first. */
export function resolve(value: Json, makers: ReadonlyMap<string, ValueMaker>, around: Surroundings): Json {
  if (Array.isArray(value)) return value.map((item: Json) => resolve(item, makers, around));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0].startsWith('$') === true) {
    const maker = makers.get(first[0].slice(1));
    if (maker !== undefined) return maker.make(resolve(first[1], makers, around), around);
  }
  const result: Record<string, Json> = {};
  for (const [name, item] of entries) result[name] = resolve(item, makers, around);
  return result;
}

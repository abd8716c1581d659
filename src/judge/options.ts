import { isJsonObject, type Json } from '../nouns/json.js';

/** An option of a check, whose argument is a map of them; undefined where it is left out. */
export function option(args: Json, key: string): Json | undefined {
  return isJsonObject(args) ? args[key] : undefined;
}

/** An option that lists names. */
export function namesIn(args: Json, key: string): readonly string[] | undefined {
  const value = option(args, key);
  return Array.isArray(value) ? value.map(String) : undefined;
}

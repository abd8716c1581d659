import { isJsonObject, type Json, type JsonObject } from '../nouns/json.js';

/** What the name of a value maker looks like; a JSON path (`$.client_id`, `$`) does not. */
export const makerPattern = '^\\$[a-z]';
const makerName = new RegExp(makerPattern);

/** A value that is made at run time: `{ $from: given.client_id }` is the maker `from` with an argument. */
export interface Maker {
  readonly name: string;
  readonly arg: Json;
}

/** The value maker that a value is, if it is one: a map of one key that begins with `$` and a letter. */
export function makerOf(value: Json | undefined): Maker | undefined {
  if (!isJsonObject(value)) return undefined;
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0 || !makerName.test(entry[0])) return undefined;
  return { name: entry[0].slice(1), arg: entry[1] };
}

/** Every value maker in a value, also those in arguments of others. */
export function makersIn(value: Json): readonly Maker[] {
  const maker = makerOf(value);
  if (maker !== undefined) return [maker, ...makersIn(maker.arg)];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(makersIn);
  return isJsonObject(value) ? Object.values(value).flatMap(makersIn) : [];
}

/**
 * The value with every `$each` replaced by the row's value of that name; the place of a name that the row does not
 * have is left as it is (`lint` speaks of it).
 */
export function replaceEach(value: Json, row: JsonObject): Json {
  const maker = makerOf(value);
  if (maker?.name === 'each' && typeof maker.arg === 'string' && Object.hasOwn(row, maker.arg)) {
    return row[maker.arg] ?? null;
  }
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => replaceEach(item, row));
  return isJsonObject(value) ? replaceEachIn(value, row) : value;
}

/** `replaceEach` for a map, which stays a map. */
export function replaceEachIn(members: JsonObject, row: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, replaceEach(value, row)]));
}

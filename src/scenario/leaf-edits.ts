import { isJsonObject, type Json } from '../nouns/json.js';
import type { Edits } from '../nouns/scenario.js';
import { makerOf } from './value-maker.js';

/** The single deviations that edits make, by path: `claims.set.aud`, `ssa.jws.alg`. */
export function leafEdits(edits: Edits): readonly string[] {
  return Object.entries(edits).flatMap(([station, edit]) => leaves(edit, station, station));
}

function leaves(value: Json, path: string, key: string): readonly string[] {
  if (makerOf(value) !== undefined) return [path];
  if (key === 'set' && isJsonObject(value)) return Object.keys(value).map((name) => `${path}.${name}`);
  if (key === 'remove' && Array.isArray(value)) {
    return (value as readonly Json[]).map((item) => `${path}.${String(item)}`);
  }
  if (!isJsonObject(value) || key === 'tamper') return [path];
  return Object.entries(value).flatMap(([name, member]) => leaves(member, `${path}.${name}`, name));
}

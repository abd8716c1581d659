import { isJsonObject, type Json, type JsonObject } from '../nouns/json.js';
import { below, memberOf, segmentsOf } from './json-pointer.js';
import { rowsOf, type WrittenRow } from './rows.js';
import type { Fault, SchemaCheck } from './schema-check.js';
import { makerOf, replaceEach } from './value-maker.js';

/**
 * Validates the steps of every scenario once more, with each row's values in the place of `$each`: so a misspelt
 * word in a row is told at the row, not at run time. Takes any JSON: also a file that the schema refuses.
 */
export function rowFaults(chapter: Json, check: SchemaCheck): readonly Fault[] {
  const scenarios = memberOf(chapter, 'scenarios');
  if (!Array.isArray(scenarios)) return [];
  return (scenarios as readonly Json[]).flatMap((scenario, index) => {
    const each = memberOf(scenario, 'each');
    const steps = memberOf(scenario, 'steps');
    if (!isRows(each) || steps === undefined) return [];
    const at = below('/scenarios', index);
    return rowsOf(each).flatMap((row) =>
      check(replaceEach(steps, row.values)).flatMap(({ pointer, message }) => {
        const origin = originOf(steps, pointer, row);
        return origin === undefined ? [] : [{ pointer: `${at}/each${origin}`, message }];
      }),
    );
  });
}

function isRows(each: Json | undefined): each is JsonObject | readonly JsonObject[] {
  return isJsonObject(each) || (Array.isArray(each) && (each as readonly Json[]).every(isJsonObject));
}

/** Where in `each` the author wrote what stands at a pointer of the substituted steps; undefined: not in `each`. */
function originOf(steps: Json, pointer: string, row: WrittenRow): string | undefined {
  const segments = segmentsOf(pointer);
  let value: Json | undefined = steps;
  for (const [index, segment] of ['', ...segments].entries()) {
    if (index > 0) value = memberOf(value, segment);
    const maker = makerOf(value);
    if (maker?.name === 'each' && typeof maker.arg === 'string') {
      const start = row.origins[maker.arg];
      return start === undefined ? undefined : below(start, ...segments.slice(index));
    }
  }
  return undefined;
}

import { isJsonObject, type Json } from '../nouns/json.js';
import type { JsonSchema } from '../nouns/plugin.js';
import { pathPattern, valuesAt } from './json-path.js';
import { conditionInWords, conditionSchema, satisfies } from './matchers.js';
import { show } from './show.js';

/** Schema of a map from path to condition. */
export const pathConditionsSchema: JsonSchema = {
  type: 'object',
  propertyNames: { title: 'a JSON path, such as $.client_id', pattern: pathPattern },
  additionalProperties: conditionSchema,
  minProperties: 1,
};

const entries = (args: Json): readonly (readonly [string, Json])[] =>
  isJsonObject(args) ? Object.entries(args) : [];
const name = (path: string): string => path.replace(/^\$\.?/, '') || 'the whole';

/** A map from path to condition in words. */
export function pathConditionsInWords(args: Json): string {
  return entries(args)
    .map(([path, condition]) => `${name(path)} ${conditionInWords(condition)}`)
    .join(', and ');
}

/** Whether all conditions hold, and what was found at their paths (only where one does not hold). */
export function checkPathConditions(
  args: Json,
  root: Json | undefined,
): { readonly met: boolean; readonly actual: string } {
  const results = entries(args).map(([path, condition]) => {
    const found = valuesAt(root, path);
    const wrong = found.filter((value) => !satisfies(condition, value));
    return {
      met: wrong.length === 0,
      text: `${name(path)}: ${(wrong.length > 0 ? wrong : found).map(show).join(', ')}`,
    };
  });
  const broken = results.filter((result) => !result.met);
  return {
    met: broken.length === 0,
    actual: (broken.length > 0 ? broken : results).map((result) => result.text).join('; '),
  };
}

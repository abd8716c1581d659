import { isJsonObject, type Json } from '../nouns/json.js';

/**
 * The values at a path such as `$.keys[*].kid`: members by name, array items by index or `[*]`.
 * A path that leads nowhere yields one `undefined`.
 */
export function valuesAt(root: Json | undefined, path: string): readonly (Json | undefined)[] {
  const steps = [...path.matchAll(/\.([A-Za-z0-9_:-]+)|\[(\d+|\*)\]/g)];
  return steps.reduce<readonly (Json | undefined)[]>(
    (found, [, member, index]) =>
      found.flatMap((value): readonly (Json | undefined)[] => {
        if (member !== undefined) return [isJsonObject(value) ? value[member] : undefined];
        const items: readonly Json[] = Array.isArray(value) ? value : [];
        return index === '*' ? items : [items[Number(index)]];
      }),
    [root],
  );
}

/** Schema of a path. */
export const pathPattern = '^\\$(\\.[A-Za-z0-9_:-]+|\\[(\\d+|\\*)\\])*$';

import { isJsonObject, type Json } from '../nouns/json.js';
import type { Ledger } from '../nouns/requirement.js';
import { below } from './json-pointer.js';
import { didYouMean } from './nearest.js';
import type { Recipes } from './recipes.js';
import { show } from './problem.js';
import type { Fault } from './schema-check.js';

/** Requirement ids in `covers` that the ledger does not hold. Takes any JSON: also a file that the schema refuses. */
export function unknownRequirements(value: Json, ledger: Ledger): readonly Fault[] {
  const ids = new Set(ledger.requirements.map(({ id }) => id));
  return wordsUnder(value, 'covers').flatMap(({ word, pointer }) =>
    ids.has(word) ? [] : [{ pointer, message: `unknown requirement ${show(word)}${didYouMean(word, ids)}` }],
  );
}

/** Names in `like` that `recipes.yaml` does not hold: of edits under `with`, of bundles elsewhere. */
export function unknownRecipes(value: Json, recipes: Recipes): readonly Fault[] {
  return wordsUnder(value, 'like').flatMap(({ word, pointer, within }) => {
    const known: ReadonlyMap<string, unknown> = within === 'with' ? recipes.edits : recipes.expectations;
    if (known.has(word)) return [];
    const noun = within === 'with' ? 'edit' : 'expectation';
    return [{ pointer, message: `unknown ${noun} recipe ${show(word)}${didYouMean(word, known.keys())}` }];
  });
}

interface Word {
  readonly word: string;
  readonly pointer: string;
  /** The nearest key above, past list items. */
  readonly within: string;
}

/** The words of a key that holds one or a list, wherever the language has that key. */
function wordsUnder(value: Json, key: string, pointer = '', within = ''): readonly Word[] {
  if (Array.isArray(value)) {
    return (value as readonly Json[]).flatMap((item, index) =>
      wordsUnder(item, key, below(pointer, index), within),
    );
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]): readonly Word[] => {
    const at = below(pointer, name);
    if (name !== key) return isFree(name, within) ? [] : wordsUnder(member, key, at, name);
    const words: readonly Json[] = Array.isArray(member) ? (member as readonly Json[]) : [member];
    return words.flatMap((word, index) =>
      typeof word === 'string'
        ? [{ word, pointer: Array.isArray(member) ? below(at, index) : at, within }]
        : [],
    );
  });
}

/** Below a station, a check or `each` the keys are the plugin's or the author's, not the language's. */
function isFree(name: string, within: string): boolean {
  return name === 'each' || within === 'with' || within === 'expect';
}

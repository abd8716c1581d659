import type { ScenarioError } from '../nouns/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../nouns/json.js';
import type { Place } from '../nouns/place.js';
import type { Ledger, Severity } from '../nouns/requirement.js';
import type { Edits, Expectation } from '../nouns/scenario.js';
import { bookCheck, type BookContext } from './book-check.js';
import { below } from './json-pointer.js';
import { scenarioErrors } from './problem.js';
import { checkOf, type RawExpectation } from './raw-chapter.js';
import { located } from './schema-check.js';
import { makerOf } from './value-maker.js';
import { unknownRequirements } from './words.js';
import { parseYaml } from './yaml-file.js';

export interface EditRecipe {
  readonly summary: string;
  readonly with: Edits;
  readonly at: Place;
}

/** A member of a bundle; without `covers` it takes those of the `like`, the scenario or the file. */
export type BundleMember = Omit<Expectation, 'covers'> & { readonly covers?: readonly string[] };

export interface ExpectationRecipe {
  readonly summary: string;
  readonly expect: readonly BundleMember[];
  readonly at: Place;
}

/** Named edits and expectation bundles of a profile (`recipes.yaml`). */
export interface Recipes {
  readonly edits: ReadonlyMap<string, EditRecipe>;
  readonly expectations: ReadonlyMap<string, ExpectationRecipe>;
}

export const noRecipes: Recipes = { edits: new Map(), expectations: new Map() };

type RawRecipes = {
  readonly edits?: Readonly<Record<string, { readonly summary: string; readonly with: Edits }>>;
  readonly expectations?: Readonly<
    Record<string, { readonly summary: string; readonly expect: readonly RawExpectation[] }>
  >;
};

/** Reads a profile's `recipes.yaml`; all errors of the file at once. */
export function loadRecipes(
  text: string,
  file: string,
  context: BookContext & { readonly ledger: Ledger },
): { readonly recipes: Recipes } | { readonly errors: readonly ScenarioError[] } {
  const parsed = parseYaml(text, file);
  if ('problems' in parsed) return { errors: scenarioErrors(parsed.problems) };
  const { yaml } = parsed;
  const faults = [
    ...bookCheck(context).recipes(yaml.value),
    ...unknownRequirements(yaml.value, context.ledger),
  ];
  if (faults.length > 0) return { errors: scenarioErrors(located(faults, yaml)) };
  const raw = yaml.value as unknown as RawRecipes;
  const expectation = (name: string) => (entry: RawExpectation, index: number) => ({
    ...checkOf(entry),
    ...judgedBy(entry),
    ...(entry.covers === undefined ? {} : { covers: entry.covers }),
    at: yaml.valueAt(below('/expectations', name, 'expect', index)),
  });
  return {
    recipes: {
      edits: mapOf(raw.edits, (name, recipe) => ({ ...recipe, at: yaml.keyAt(below('/edits', name)) })),
      expectations: mapOf(raw.expectations, (name, { summary, expect }) => ({
        summary,
        expect: expect.map(expectation(name)),
        at: yaml.keyAt(below('/expectations', name)),
      })),
    },
  };
}

/** Edits laid over each other, the later ones winning; a value maker or a list is replaced as a whole. */
export function mergeEdits(...layers: readonly Edits[]): Edits {
  return layers.reduce<JsonObject>((under, over) => mergeObjects(under, over), {});
}

/** The expectations of a bundle, inserted where a `like` stands and judged as it says. */
export function expandBundle(
  bundle: ExpectationRecipe,
  like: Pick<Expectation, 'at' | 'severity' | 'because'> & { readonly covers: readonly string[] },
): readonly Expectation[] {
  return bundle.expect.map((member) => ({
    check: member.check,
    args: member.args,
    covers: member.covers ?? like.covers,
    ...(lower(like.severity, member.severity) ? judgedBy(like) : judgedBy(member)),
    at: like.at,
  }));
}

/** `severity` and `because`, as far as they are given. */
export function judgedBy(from: {
  readonly severity?: Severity;
  readonly because?: string;
}): Pick<Expectation, 'severity' | 'because'> {
  return {
    ...(from.severity === undefined ? {} : { severity: from.severity }),
    ...(from.because === undefined ? {} : { because: from.because }),
  };
}

const rank: Readonly<Record<Severity, number>> = { fail: 2, warn: 1, info: 0 };

/** Whether the severity of a `like` counts: it may lower what its bundle says, never raise it. */
function lower(over: Severity | undefined, own: Severity | undefined): boolean {
  return own === undefined || (over !== undefined && rank[over] < rank[own]);
}

function mergeObjects(under: JsonObject, over: JsonObject): JsonObject {
  const merged = Object.entries(over).map(([name, value]): [string, Json] => {
    const before = Object.hasOwn(under, name) ? under[name] : undefined;
    return [name, isPlainMap(before) && isPlainMap(value) ? mergeObjects(before, value) : value];
  });
  return { ...under, ...Object.fromEntries(merged) };
}

function isPlainMap(value: Json | undefined): value is JsonObject {
  return isJsonObject(value) && makerOf(value) === undefined;
}

function mapOf<From, To>(
  entries: Readonly<Record<string, From>> | undefined,
  change: (name: string, from: From) => To,
): ReadonlyMap<string, To> {
  return new Map(Object.entries(entries ?? {}).map(([name, from]) => [name, change(name, from)]));
}

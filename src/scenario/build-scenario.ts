import type { JsonObject } from '../nouns/json.js';
import type { ControlRule, Edits, Expectation, Scenario, Step } from '../nouns/scenario.js';
import { below } from './json-pointer.js';
import {
  checkOf,
  type RawChapter,
  type RawEdits,
  type RawExpectation,
  type RawScenario,
  type RawStep,
} from './raw-chapter.js';
import { expandBundle, judgedBy, mergeEdits, type Recipes } from './recipes.js';
import { rowsOf } from './rows.js';
import type { YamlFile } from './yaml-file.js';

/** What is at hand while a chapter that the schema has passed is built. */
export interface Reading {
  readonly yaml: YamlFile;
  readonly recipes: Recipes;
  readonly chapter: RawChapter;
}

/** A scenario with its defaults, the recipes it names laid in. */
export function buildScenario(raw: RawScenario, pointer: string, reading: Reading): Scenario {
  const { yaml, chapter } = reading;
  const covers = raw.covers ?? chapter.covers;
  return {
    id: raw.id,
    title: raw.title,
    covers,
    applies: {
      flows: 'any',
      ...chapter.applies,
      ...raw.applies,
      needs: [...new Set([...(chapter.applies?.needs ?? []), ...(raw.applies?.needs ?? [])])],
    },
    given: raw.given ?? 'fresh',
    rows: rowsOf(raw.each).map(({ label, values }) => ({ label, values })),
    steps: raw.steps.flatMap((step, index) =>
      Object.entries(step).map(([action, body]) =>
        buildStep(action, body, below(pointer, 'steps', index, action), covers, reading),
      ),
    ),
    control: controlRule(raw.control, reading),
    cleanup: raw.cleanup ?? 'delete',
    at: yaml.valueAt(pointer),
  };
}

function buildStep(
  action: string,
  body: RawStep | null,
  pointer: string,
  covers: readonly string[],
  reading: Reading,
): Step {
  const { as, by, with: edits, because, expect, ...args }: Partial<RawStep> = body ?? {};
  return {
    action,
    name: as ?? action,
    by: by ?? 'self',
    with: buildEdits(edits, reading),
    args: args as JsonObject,
    ...(because === undefined ? {} : { because }),
    expect: (expect ?? []).flatMap((entry, index) =>
      buildExpectations(entry, below(pointer, 'expect', index), covers, reading),
    ),
    at: reading.yaml.keyAt(pointer),
  };
}

function buildEdits(raw: RawEdits | undefined, { recipes }: Reading): Edits {
  const { like, ...own }: Partial<RawEdits> = raw ?? {};
  const named = [like ?? []].flat().map((name) => recipes.edits.get(name)?.with ?? {});
  return mergeEdits(...named, own as Edits);
}

function buildExpectations(
  raw: RawExpectation,
  pointer: string,
  covers: readonly string[],
  { yaml, recipes }: Reading,
): readonly Expectation[] {
  const judged = { covers: raw.covers ?? covers, ...judgedBy(raw), at: yaml.valueAt(pointer) };
  const bundle = raw.like === undefined ? undefined : recipes.expectations.get(raw.like);
  return bundle === undefined ? [{ ...checkOf(raw), ...judged }] : expandBundle(bundle, judged);
}

function controlRule(raw: RawScenario['control'], reading: Reading): ControlRule {
  if (raw === undefined || raw === 'auto') return { kind: 'auto' };
  if ('none' in raw) return { kind: 'none', because: raw.none };
  return { kind: 'with', edits: buildEdits(raw.with, reading) };
}

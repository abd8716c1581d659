import type { ScenarioError } from '../nouns/errors.js';
import type { Ledger } from '../nouns/requirement.js';
import type { Chapter } from '../nouns/scenario.js';
import { bookCheck, type BookContext } from './book-check.js';
import { buildScenario, type Reading } from './build-scenario.js';
import { below } from './json-pointer.js';
import { scenarioErrors } from './problem.js';
import type { RawChapter } from './raw-chapter.js';
import type { Recipes } from './recipes.js';
import { rowFaults } from './row-check.js';
import { located } from './schema-check.js';
import { unknownRecipes, unknownRequirements } from './words.js';
import { parseYaml } from './yaml-file.js';

export interface ChapterContext extends BookContext {
  readonly profile: string;
  /** Path inside the profile, without the ending: `registration/duplicate`. */
  readonly path: string;
  readonly ledger: Ledger;
  readonly recipes: Recipes;
}

/** Names of recipes that a file uses. */
export interface RecipeUse {
  readonly edits: readonly string[];
  readonly expectations: readonly string[];
}

export interface LoadedChapter {
  readonly chapter: Chapter;
  readonly uses: RecipeUse;
}

/** Reads one file of the book, recipes expanded and defaults filled in; else all errors of the file. */
export function loadChapter(
  text: string,
  file: string,
  context: ChapterContext,
): LoadedChapter | { readonly errors: readonly ScenarioError[] } {
  const parsed = parseYaml(text, file);
  if ('problems' in parsed) return { errors: scenarioErrors(parsed.problems) };
  const { yaml } = parsed;
  const check = bookCheck(context);
  const faults = [
    ...check.chapter(yaml.value),
    ...rowFaults(yaml.value, check.steps),
    ...unknownRequirements(yaml.value, context.ledger),
    ...unknownRecipes(yaml.value, context.recipes),
  ];
  if (faults.length > 0) return { errors: scenarioErrors(located(faults, yaml)) };
  const raw = yaml.value as unknown as RawChapter;
  const reading: Reading = { yaml, recipes: context.recipes, chapter: raw };
  const { profile, path } = context;
  return {
    chapter: {
      profile,
      path,
      title: raw.chapter,
      file,
      scenarios: raw.scenarios.map((scenario, index) =>
        buildScenario(scenario, below('/scenarios', index), reading),
      ),
    },
    uses: usesOf(raw),
  };
}

function usesOf({ scenarios }: RawChapter): RecipeUse {
  const steps = scenarios.flatMap((scenario) => scenario.steps.flatMap((step) => Object.values(step)));
  const controls = scenarios.flatMap(({ control }) =>
    typeof control === 'object' && 'with' in control ? [control.with] : [],
  );
  return {
    edits: [...steps.flatMap((step) => step?.with ?? []), ...controls].flatMap(({ like }) => like ?? []),
    expectations: steps.flatMap((step) => step?.expect ?? []).flatMap(({ like }) => like ?? []),
  };
}

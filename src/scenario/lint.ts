import type { Vocabulary } from '../nouns/plugin.js';
import type { Chapter, Scenario } from '../nouns/scenario.js';
import type { Book } from './book.js';
import { lintLedger, lintRecipes } from './lint-book.js';
import { issue, type LintIssue } from './lint-issue.js';
import { lintReferences } from './lint-references.js';
import { lintSteps } from './lint-steps.js';

export type { LintIssue } from './lint-issue.js';

/** Looks for what makes a case of the book meaningless, unjust or vacuous; in the order of the files. */
export function lint(
  book: Pick<Book, 'chapters' | 'ledger' | 'placeOf' | 'recipes' | 'uses'>,
  vocabulary: Vocabulary,
): readonly LintIssue[] {
  const issues = [
    ...lintLedger(book),
    ...lintRecipes(book),
    ...book.chapters.flatMap((chapter) => [
      ...repeatedIds(chapter),
      ...chapter.scenarios.flatMap((scenario) => [
        ...lintTitle(scenario),
        ...lintNames(scenario),
        ...lintReferences(scenario),
        ...lintSteps(scenario, book.ledger, vocabulary),
      ]),
    ]),
  ];
  return [...issues].sort(
    ({ place: one }, { place: other }) =>
      one.file.localeCompare(other.file, 'en') || one.line - other.line || one.column - other.column,
  );
}

function repeatedIds({ scenarios }: Chapter): readonly LintIssue[] {
  return repeated(scenarios, ({ id }) => id).map((scenario) =>
    issue('unique-scenario', scenario.at, `a scenario before this one has the id '${scenario.id}'`),
  );
}

function lintTitle({ title, at }: Scenario): readonly LintIssue[] {
  const faults = [
    ...(/\.$/.test(title.trim()) ? ['ends with a full stop'] : []),
    ...(title.trim().split(/\s+/).length < 3 ? ['is no sentence: it has fewer than three words'] : []),
  ];
  return faults.map((fault) => issue('title', at, `the title '${title}' ${fault}`));
}

function lintNames({ rows, steps, at }: Scenario): readonly LintIssue[] {
  return [
    ...repeated(rows, ({ label }) => label).map(({ label }) =>
      issue('unique-row', at, `two rows of 'each' have the label '${label}': name them with 'case'`),
    ),
    ...repeated(steps, ({ name }) => name).map((step) =>
      issue(
        'unique-step',
        step.at,
        `a step before this one has the name '${step.name}': give this one another with 'as'`,
      ),
    ),
    ...steps
      .filter(({ name }) => name === 'given' || name.startsWith('given-'))
      .map((step) => issue('unique-step', step.at, `the name '${step.name}' belongs to what is given`)),
  ];
}

/** Those that share a key with one before them. */
function repeated<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  const firsts = new Map<string, Item>();
  return items.filter((item) => {
    const key = keyOf(item);
    const isFirst = !firsts.has(key);
    if (isFirst) firsts.set(key, item);
    return !isFirst;
  });
}

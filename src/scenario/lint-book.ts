import type { Book } from './book.js';
import { issue, type LintIssue } from './lint-issue.js';

/** Requirements that no scenario covers and no reason excuses. */
export function lintLedger({
  chapters,
  ledger,
  placeOf,
}: Pick<Book, 'chapters' | 'ledger' | 'placeOf'>): readonly LintIssue[] {
  const covered = new Set(
    chapters.flatMap(({ scenarios }) =>
      scenarios.flatMap(({ steps }) => steps.flatMap(({ expect }) => expect.flatMap(({ covers }) => covers))),
    ),
  );
  return ledger.requirements
    .filter(
      ({ id, untestable, selfCheck, merged }) => !covered.has(id) && !selfCheck && !untestable && !merged,
    )
    .map(({ id }) =>
      issue(
        'covered',
        placeOf.get(id) ?? { file: 'requirements.yaml', line: 1, column: 1 },
        `no expectation covers the requirement '${id}', and neither 'untestable', 'selfCheck' nor 'merged' says why`,
      ),
    );
}

/** Recipes that nothing uses. */
export function lintRecipes({ recipes, uses }: Pick<Book, 'recipes' | 'uses'>): readonly LintIssue[] {
  const unused = (kind: 'edits' | 'expectations'): readonly LintIssue[] =>
    [...recipes[kind]]
      .filter(([name]) => !uses[kind].includes(name))
      .map(([name, { at }]) => issue('used-recipe', at, `no scenario uses the recipe '${name}'`, 'warning'));
  return [...unused('edits'), ...unused('expectations')];
}

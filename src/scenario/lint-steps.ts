import type { Vocabulary } from '../nouns/plugin.js';
import type { Ledger, Severity } from '../nouns/requirement.js';
import type { Expectation, Scenario, Step } from '../nouns/scenario.js';
import { stationsOf } from './book-schema.js';
import { leafEdits } from './leaf-edits.js';
import { issue, type LintIssue } from './lint-issue.js';
import { expectsRefusal } from './refusal.js';
import { replaceEach, replaceEachIn } from './value-maker.js';

const rank: Readonly<Record<Severity, number>> = { fail: 2, warn: 1, info: 0 };

/** Steps that prove nothing or too much, edits that reach nothing, and severities without a reason. */
export function lintSteps(scenario: Scenario, ledger: Ledger, vocabulary: Vocabulary): readonly LintIssue[] {
  const { steps, at, id } = scenario;
  const empty = steps.every(({ expect }) => expect.length === 0);
  return [
    ...(empty
      ? [issue('expects', at, `the scenario '${id}' expects nothing: whatever happens, it would pass`)]
      : []),
    ...steps.flatMap((step) => [
      ...oneFault(step, scenario),
      ...reachable(step, vocabulary),
      ...uniqueBy(step.expect.flatMap((expectation) => severity(expectation, ledger))),
    ]),
  ];
}

/** One fault per negative (design law 2): with two, the refusal may be due to the other one. */
function oneFault(step: Step, { rows }: Scenario): readonly LintIssue[] {
  if (step.because !== undefined) return [];
  for (const { values, label } of rows) {
    const expected = step.expect.map(({ check, args }) => ({ check, args: replaceEach(args, values) }));
    const edits = leafEdits(replaceEachIn(step.with, values));
    if (edits.length < 2 || !expectsRefusal(expected)) continue;
    const row = label === '' ? '' : ` in the row '${label}'`;
    const message = `the step '${step.name}' expects a refusal and deviates in ${edits.length} points${row} (${edits.join(', ')}): leave one, or say 'because'`;
    return [issue('one-fault', step.at, message)];
  }
  return [];
}

/** Recipes may bring edits at stations that are not on the road of the action. */
function reachable(step: Step, { actions }: Vocabulary): readonly LintIssue[] {
  const action = actions.get(step.action);
  const road = action === undefined ? undefined : stationsOf(action);
  if (road === undefined) return [];
  return Object.keys(step.with)
    .filter((station) => !road.includes(station))
    .map((station) =>
      issue(
        'reachable',
        step.at,
        `the action '${step.action}' has no station '${station}' (known: ${road.join(', ')})`,
      ),
    );
}

function severity(expectation: Expectation, ledger: Ledger): readonly LintIssue[] {
  const { severity: own, because, covers, at } = expectation;
  const requirement = ledger.requirements.find(({ id }) => id === covers[0]);
  if (own === undefined || requirement === undefined) return [];
  const [given, due] = [rank[own], rank[requirement.severity]];
  const clause = `severity '${own}', while '${requirement.id}' says '${requirement.severity}'`;
  const allowed = requirement.exercises.some((exercise) => exercise.severity === own);
  // A bundle's advice about a requirement that is only noted is noted as well: the judge takes the milder of the two.
  if (given > due && own === 'fail' && !allowed)
    return [issue('severity', at, `${clause}: a scenario may only lower it`)];
  if (given < due && because === undefined) return [issue('severity', at, `${clause}: say why in 'because'`)];
  return [];
}

/** A bundle's members share the place of their `like`: what is wrong with all of them is said once. */
function uniqueBy(issues: readonly LintIssue[]): readonly LintIssue[] {
  return [
    ...new Map(issues.map((one) => [`${one.place.line}:${one.place.column} ${one.message}`, one])).values(),
  ];
}

import type { Json } from '../nouns/json.js';
import type { Place } from '../nouns/place.js';
import type { Scenario } from '../nouns/scenario.js';
import { issue, type LintIssue } from './lint-issue.js';
import { didYouMean } from './nearest.js';
import { makersIn, type Maker } from './value-maker.js';

/** `$from` of a step that has not been done yet, and `$each` of a name that a row does not have. */
export function lintReferences(scenario: Scenario): readonly LintIssue[] {
  const { steps, control, at } = scenario;
  const given = [
    'given',
    'given-token',
    ...new Set(steps.flatMap(({ by }) => (by === 'self' ? [] : [`given-${by}`]))),
  ];
  const inSteps = steps.flatMap((step, index) => {
    const before = [...given, ...steps.slice(0, index).map(({ name }) => name)];
    return [
      ...references(step.with, step.at, before, scenario),
      ...references(step.args, step.at, before, scenario),
      // What a step yielded is known when it is judged.
      ...step.expect.flatMap((one) => references(one.args, one.at, [...before, step.name], scenario)),
    ];
  });
  return [...inSteps, ...(control.kind === 'with' ? references(control.edits, at, given, scenario) : [])];
}

function references(
  value: Json,
  place: Place,
  known: readonly string[],
  { id, rows }: Scenario,
): readonly LintIssue[] {
  return makersIn(value).flatMap((maker) => {
    const word = referenced(maker);
    if (word === undefined) return [];
    if (maker.name === 'from') {
      const step = word.split('.')[0] ?? '';
      if (known.includes(step)) return [];
      return [
        issue(
          'known-step',
          place,
          `'$from: ${word}': no step '${step}' before this one${didYouMean(step, known)}`,
        ),
      ];
    }
    const lacking = rows.find(({ values }) => !Object.hasOwn(values, word));
    if (lacking === undefined) return [];
    const names = Object.keys(lacking.values);
    const where =
      lacking.label === ''
        ? `the scenario '${id}' has no 'each'`
        : `the row '${lacking.label}' has no '${word}'`;
    return [issue('known-row', place, `'$each: ${word}': ${where}${didYouMean(word, names)}`)];
  });
}

function referenced({ name, arg }: Maker): string | undefined {
  return (name === 'from' || name === 'each') && typeof arg === 'string' ? arg : undefined;
}

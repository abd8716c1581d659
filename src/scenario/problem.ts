import { ScenarioError } from '../nouns/errors.js';
import type { Json } from '../nouns/json.js';
import type { Place } from '../nouns/place.js';

/** Something wrong in a file that a person wrote, before it is known whose file it is. */
export interface Problem {
  readonly place: Place;
  readonly message: string;
}

/** Problems as errors, in the order of the file, each said once. */
export function scenarioErrors(problems: readonly Problem[]): readonly ScenarioError[] {
  return inFileOrder(problems).map(({ place, message }) => new ScenarioError(place, message));
}

/** Problems in the order of the file, without repetitions. */
export function inFileOrder(problems: readonly Problem[]): readonly Problem[] {
  const unique = new Map(
    problems.map((problem) => [`${problem.place.line}:${problem.place.column} ${problem.message}`, problem]),
  );
  return [...unique.values()].sort(
    (one, other) => one.place.line - other.place.line || one.place.column - other.place.column,
  );
}

/** What the reader typed, quoted and cut to a length that fits a line; control characters stay visible. */
export function show(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing';
  const quoted = typeof value === 'string' ? `'${text.slice(1, -1).replaceAll('\\"', '"')}'` : text;
  return quoted.length <= 60 ? quoted : `${quoted.slice(0, 57)}...`;
}

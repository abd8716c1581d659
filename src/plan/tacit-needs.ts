import type { Case } from '../nouns/case.js';
import type { Json, JsonObject } from '../nouns/json.js';
import type { Manifest, Vocabulary } from '../nouns/plugin.js';
import { makersIn } from '../scenario/value-maker.js';

/**
 * The case with the capabilities that it needs without saying so: what its words need (see `Manifest.needs`), and as many
 * software products at once as it names. They matter only where the harness does not play the Register.
 */
export function withTacitNeeds(one: Case, words: Vocabulary): Case {
  const control = one.control.kind === 'with' ? one.control.edits : {};
  const needs = [
    ...one.needs,
    ...one.steps.flatMap((step) => [
      ...needsOf(words.actions.get(step.action), step.args),
      ...editNeeds(step.with, words),
      ...step.expect.flatMap(({ check, args }) => needsOf(words.checks.get(check), args)),
      ...makerNeeds(step.args, words),
    ]),
    ...editNeeds(control, words),
    ...productNeeds(clientNames(one)),
  ];
  return { ...one, needs: [...new Set(needs)] };
}

/** Names of the software products of a case. */
export function clientNames(one: Pick<Case, 'steps' | 'given'>): readonly string[] {
  return [...new Set([...(one.given === 'registered' ? ['self'] : []), ...one.steps.map(({ by }) => by)])];
}

function productNeeds(names: readonly string[]): readonly string[] {
  return [
    ...(names.includes('neighbour') ? ['neighbour'] : []),
    ...(names.length > 1 ? [`products-${names.length}`] : []),
  ];
}

function editNeeds(edits: JsonObject, words: Vocabulary): readonly string[] {
  const ofStations = Object.entries(edits).flatMap(([name, edit]) => needsOf(words.stations.get(name), edit));
  return [...ofStations, ...makerNeeds(edits, words)];
}

function makerNeeds(value: Json, words: Vocabulary): readonly string[] {
  return makersIn(value).flatMap(({ name, arg }) => needsOf(words.values.get(name), arg));
}

function needsOf(manifest: Manifest | undefined, argument: Json): readonly string[] {
  const needs = manifest?.needs ?? [];
  return typeof needs === 'function' ? needs(argument) : needs;
}

import type { ScenarioError } from '../nouns/errors.js';
import type { Place } from '../nouns/place.js';
import {
  severityOfVerb,
  type Clause,
  type Exercise,
  type Ledger,
  type Refusal,
  type Requirement,
  type Severity,
} from '../nouns/requirement.js';
import { below } from './json-pointer.js';
import { ledgerSchema } from './ledger-schema.js';
import { didYouMean } from './nearest.js';
import { scenarioErrors } from './problem.js';
import { located, schemaCheck, type Fault } from './schema-check.js';
import { parseYaml } from './yaml-file.js';

/** A ledger that was read, with the place of each requirement. */
export interface LoadedLedger {
  readonly ledger: Ledger;
  readonly placeOf: ReadonlyMap<string, Place>;
}

type RawExercise = Omit<Exercise, 'text'> & {
  readonly do?: string;
  readonly break?: string;
  readonly see?: string;
};
/** What most requirements of a standard have in common need not be said of each. */
type Usual = 'severity' | 'obliged' | 'from' | 'flow';
type RawRequirement = Omit<Requirement, 'id' | 'exercises' | 'selfCheck' | 'refusal' | Usual> &
  Partial<Pick<Requirement, Usual>> & {
    readonly catalogue?: string | number;
    readonly refusal?: Partial<Refusal> & Pick<Refusal, 'strictness'>;
    readonly cases?: readonly RawExercise[];
    readonly selfCheck?: boolean;
  };
type RawLedger = Omit<Ledger, 'requirements'> & {
  readonly requirements: Readonly<Record<string, RawRequirement>>;
};

/** Reads a profile's `requirements.yaml`; all errors of the file at once. */
export function loadLedger(
  text: string,
  file: string,
): LoadedLedger | { readonly errors: readonly ScenarioError[] } {
  const parsed = parseYaml(text, file);
  if ('problems' in parsed) return { errors: scenarioErrors(parsed.problems) };
  const { yaml } = parsed;
  const misshapen = schemaCheck(ledgerSchema).flatMap((check) => check(yaml.value));
  const faults = misshapen.length > 0 ? misshapen : inconsistencies(yaml.value as unknown as RawLedger);
  if (faults.length > 0) return { errors: scenarioErrors(located(faults, yaml)) };
  const { requirements, ...rest } = yaml.value as unknown as RawLedger;
  return {
    ledger: {
      ...rest,
      requirements: Object.entries(requirements).map(([id, raw]) =>
        requirement(id, raw, rest.editions[0]?.published ?? ''),
      ),
    },
    placeOf: new Map(Object.keys(requirements).map((id) => [id, yaml.keyAt(below('/requirements', id))])),
  };
}

/** `first`: the day of the standard's first edition. */
function requirement(id: string, raw: RawRequirement, first: string): Requirement {
  const { catalogue: _, cases, refusal, selfCheck, ...kept } = raw;
  return {
    id,
    severity: severityOfVerb[raw.verb],
    obliged: 'holder',
    from: first,
    flow: 'any',
    ...kept,
    ...(refusal === undefined ? {} : { refusal: { status: [], error: [], ...refusal } }),
    exercises: (cases ?? []).map(({ do: positive, break: broken, see, ...exercise }) => ({
      ...exercise,
      text: positive ?? broken ?? see ?? '',
    })),
    selfCheck: selfCheck ?? false,
  };
}

/** What a schema cannot say: names that must exist, dates in order, severities with their reasons. */
function inconsistencies(raw: RawLedger): readonly Fault[] {
  const ids = Object.keys(raw.requirements);
  const documents = raw.documents.map(({ key }) => key);
  const groups = raw.groups.map(({ id }) => id);
  const unordered = raw.editions.flatMap(({ version, published }, index): readonly Fault[] => {
    const before = raw.editions[index - 1];
    if (before === undefined || before.published <= published) return [];
    return [
      fault(below('/editions', index), `edition ${version} stands after ${before.version}, which is younger`),
    ];
  });
  return [...unordered, ...Object.entries(raw.requirements).flatMap(([id, entry]) => of(id, entry))];

  function of(id: string, entry: RawRequirement): readonly Fault[] {
    const at = below('/requirements', id);
    const usual = severityOfVerb[entry.verb];
    return [
      ...known('group', entry.group, groups, below(at, 'group')),
      ...entry.place.flatMap((clause: Clause, index) =>
        known('document', clause.doc, documents, below(at, 'place', index, 'doc')),
      ),
      ...(entry.merged === undefined
        ? []
        : known('requirement', entry.merged.into, ids, below(at, 'merged', 'into'))),
      ...(entry.until !== undefined && entry.from !== undefined && entry.until < entry.from
        ? [fault(below(at, 'until'), `'until' ${entry.until} is before 'from' ${entry.from}`)]
        : []),
      ...(entry.severity !== undefined && entry.severity !== usual && entry.lenient === undefined
        ? [fault(below(at, 'severity'), unexcused(entry.severity, usual, entry.verb))]
        : []),
      ...repeated(entry.cases ?? []).map((index) =>
        fault(below(at, 'cases', index, 'id'), `duplicate case id '${entry.cases?.[index]?.id}'`),
      ),
    ];
  }
}

function unexcused(severity: Severity, usual: Severity, verb: string): string {
  return `severity '${severity}' differs from what ${verb} means ('${usual}'): say why in 'lenient'`;
}

function repeated(cases: readonly RawExercise[]): readonly number[] {
  return cases.flatMap(({ id }, index) => (cases.findIndex((one) => one.id === id) < index ? [index] : []));
}

function known(noun: string, word: string, words: readonly string[], pointer: string): readonly Fault[] {
  return words.includes(word) ? [] : [fault(pointer, `unknown ${noun} '${word}'${didYouMean(word, words)}`)];
}

function fault(pointer: string, message: string): Fault {
  return { pointer, message };
}

import type { Json, JsonObject } from './json.js';
import type { Place } from './place.js';
import type { Severity } from './requirement.js';

/** To which flows a scenario applies: `any` runs once, `each` once per flow of the target. */
export type FlowRule = 'any' | 'each' | 'code' | 'hybrid';

export interface Applies {
  readonly flows: FlowRule;
  /** First and last day of the window, `YYYY-MM-DD`; beside these, the windows of the covered requirements hold. */
  readonly from?: string;
  readonly until?: string;
  /** Capabilities that the target must have, else the case is not applicable. */
  readonly needs: readonly string[];
}

/** One check on what a step saw. */
export interface Expectation {
  readonly check: string;
  /** The check's argument; may hold value makers. */
  readonly args: Json;
  /** Requirement ids; the first one gives the severity. */
  readonly covers: readonly string[];
  /** Only ever lower than the requirement's, and then with `because`. */
  readonly severity?: Severity;
  readonly because?: string;
  readonly at: Place;
}

/** Edits to the valid baseline of a step, by station (see `docs/scenarios.md`); may hold value makers. */
export type Edits = JsonObject;

export interface Step {
  readonly action: string;
  /** The step's name: `as`, else the action's name. */
  readonly name: string;
  /** Which software product acts: `self`, or another name for a further fresh product. */
  readonly by: string;
  readonly with: Edits;
  /** Arguments of the action itself (what is neither an edit nor an expectation). */
  readonly args: JsonObject;
  readonly because?: string;
  readonly expect: readonly Expectation[];
  readonly at: Place;
}

/** One row of `each`: its values by name, and the label that stands in the case's address. */
export interface Row {
  readonly label: string;
  readonly values: JsonObject;
}

/** How the control that makes a refusal count is found: automatic, none with a reason, or with these edits. */
export type ControlRule =
  | { readonly kind: 'auto' }
  | { readonly kind: 'none'; readonly because: string }
  | { readonly kind: 'with'; readonly edits: Edits };

export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly covers: readonly string[];
  readonly applies: Applies;
  readonly given: 'fresh' | 'registered';
  /** One row with an empty label when the scenario has no `each`. */
  readonly rows: readonly Row[];
  readonly steps: readonly Step[];
  readonly control: ControlRule;
  readonly cleanup: 'delete' | 'keep';
  readonly at: Place;
}

/** One file of the book. */
export interface Chapter {
  readonly profile: string;
  /** Path inside the profile, without the ending: `registration/duplicate`. */
  readonly path: string;
  readonly title: string;
  readonly file: string;
  readonly scenarios: readonly Scenario[];
}

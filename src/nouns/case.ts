import type { Flag } from './flag.js';
import type { JsonObject } from './json.js';
import type { Place } from './place.js';
import type { Flow, Ledger } from './requirement.js';
import type { ControlRule, Step } from './scenario.js';
import type { Target } from './target.js';

/** Whether a case can say anything about this target on this day. */
export type Applicability = { readonly yes: true } | { readonly yes: false; readonly reason: string };

/** One scenario for one row and one flow: what Playwright calls a test. Steps hold no `$each` any more. */
export interface Case {
  /** `registration/duplicate/second-post[row]@code`: the case's name everywhere. */
  readonly address: string;
  readonly profile: string;
  readonly chapter: { readonly path: string; readonly title: string };
  readonly scenario: string;
  readonly title: string;
  readonly row: JsonObject;
  readonly flow: Flow;
  /** Every requirement that an expectation of the case covers. */
  readonly covers: readonly string[];
  readonly needs: readonly string[];
  readonly given: 'fresh' | 'registered';
  readonly steps: readonly Step[];
  readonly control: ControlRule;
  readonly cleanup: 'delete' | 'keep';
  readonly applicable: Applicability;
  readonly at: Place;
}

/** Everything that a run needs to know beforehand; pure data, cached as one JSON file. */
export interface Plan {
  readonly version: 1;
  readonly profile: string;
  readonly target: Target;
  readonly standard: { readonly version: string; readonly asOf: string };
  readonly ledger: Ledger;
  readonly cases: readonly Case[];
  /** Flags by which the command makes the same plan again. */
  readonly again?: readonly Flag[];
}

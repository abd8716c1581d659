import type { StepRecord } from './exchange.js';
import type { JsonObject } from './json.js';
import type { Place } from './place.js';
import type { Flow, Severity } from './requirement.js';
import type { Expectation } from './scenario.js';

/** What one expectation came to. */
export interface Finding {
  readonly step: string;
  readonly check: string;
  /** The requirement that gave the severity, and the others that the expectation covers. */
  readonly requirement: string;
  readonly covers: readonly string[];
  readonly severity: Severity;
  readonly verdict: 'met' | 'unmet' | 'unproven';
  readonly expected: string;
  readonly actual: string;
  readonly because?: string;
  readonly at: Place;
}

/** The verdicts of design section 6. */
export type Verdict =
  'passed' | 'warned' | 'failed' | 'waived' | 'stale' | 'unproven' | 'not-applicable' | 'harness-error';

/**
 * The request that shows that a refusal counts: the same one, unbroken. A `confirmation` is sent after a step that got
 * no answer, to tell a refusal from an outage.
 */
export interface ControlRecord {
  readonly kind: 'control' | 'confirmation';
  /** The step whose refusal it vouches for. */
  readonly step: string;
  readonly action: string;
  readonly accepted: boolean;
  /** One line: `the unbroken registration was accepted (201)`. */
  readonly summary: string;
}

/** A registration that could not be removed. */
export interface LeftBehind {
  readonly clientId: string;
  readonly softwareId: string;
  readonly reason: string;
}

/** What was expected of a step, values filled in and redacted, so that the step can be judged again. */
export interface ExpectedOfStep {
  readonly step: string;
  readonly expectations: readonly Expectation[];
  /** Why the step was not done; then the record has no evidence of it. */
  readonly cause?: string;
}

/** One line of the ledger: everything about a case that a reader or another tool may ask. */
export interface CaseRecord {
  readonly kind: 'case';
  readonly address: string;
  readonly profile: string;
  readonly chapter: { readonly path: string; readonly title: string };
  readonly scenario: string;
  readonly title: string;
  readonly row: JsonObject;
  readonly flow: Flow;
  readonly covers: readonly string[];
  readonly verdict: Verdict;
  /** Why, when the findings do not say it: the reason of a skip, of `unproven`, of our own fault. */
  readonly cause?: string;
  readonly waiver?: { readonly reason: string; readonly issue?: string; readonly until?: string };
  readonly findings: readonly Finding[];
  readonly controls: readonly ControlRecord[];
  /** One entry per step of the scenario, in order; absent where nothing was performed. */
  readonly expected?: readonly ExpectedOfStep[];
  /** Redacted: no usable token, key or assertion. What prepared the case comes first. */
  readonly steps: readonly StepRecord[];
  readonly leftBehind: readonly LeftBehind[];
  readonly at: Place;
  readonly started: string;
  readonly durationMs: number;
}

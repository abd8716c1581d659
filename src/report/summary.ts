import type { LeftBehind } from '../nouns/finding.js';
import type { Place } from '../nouns/place.js';
import type { LedgerHeader } from './ledger-file.js';

export interface CaseCounts {
  readonly passed: number;
  readonly warned: number;
  readonly failed: number;
  readonly waived: number;
  readonly stale: number;
  readonly unproven: number;
  readonly notApplicable: number;
  readonly harnessError: number;
}

/** How many cases a tally holds. */
export function totalOf(counts: CaseCounts): number {
  const numbers: readonly number[] = Object.values(counts) as number[];
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** The counts add up to `total`; `waived` ones are not met, but excused. */
export interface RequirementCounts {
  readonly total: number;
  readonly met: number;
  readonly warned: number;
  readonly notMet: number;
  readonly waived: number;
  readonly notShown: number;
  readonly notApplicable: number;
  readonly untestable: number;
  readonly selfCheck: number;
}

/** An expectation that did not hold. */
export interface SummaryFinding {
  readonly case: string;
  readonly step: string;
  readonly check: string;
  readonly requirement: string;
  readonly verdict: 'unmet' | 'warned' | 'waived';
  readonly expected: string;
  readonly actual: string;
  readonly at: Place;
}

export type ProfileVerdict = 'conforms' | 'partly-shown' | 'does-not-conform';

/** A run in one small JSON document (`reports/summary.json`, documented by `summary.schema.json`). */
export interface Summary {
  readonly schema: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly target: LedgerHeader['target'];
  readonly profile: string;
  readonly standard: { readonly version: string; readonly asOf: string };
  readonly verdict: ProfileVerdict;
  /** One cause that explains most of what follows, in a sentence or two. */
  readonly rootCause?: string;
  /** The run was finished and no record is missing. */
  readonly complete: boolean;
  readonly planned: number;
  readonly cases: CaseCounts;
  readonly requirements: RequirementCounts;
  readonly flows: readonly { readonly flow: string; readonly cases: CaseCounts }[];
  readonly chapters: readonly { readonly path: string; readonly title: string; readonly cases: CaseCounts }[];
  readonly findings: readonly SummaryFinding[];
  /** Cases that showed nothing, grouped by what kept them from it. */
  readonly causes: readonly {
    readonly cause: string;
    readonly verdict: 'unproven' | 'harness-error';
    readonly cases: readonly string[];
  }[];
  /** Waivers for several cases of which none needed the excuse; told only by a run of the whole plan. */
  readonly staleWaivers: readonly { readonly case: string; readonly check?: string; readonly at: string }[];
  readonly exchanges: number;
  readonly started: string;
  readonly durationMs: number;
  readonly leftBehind: readonly (LeftBehind & { readonly case: string })[];
  readonly seed: string;
}

/**
 * Exit code of a run (design section 6): 4 our fault, 1 a requirement is not met or a waiver is stale (with `strict`
 * also a warning), 3 something was not shown or the run was cut short, 0 the gate is passed. Our own fault comes
 * first, because it puts the rest in doubt; then what was found, which outweighs what was not.
 */
export function exitCode(
  summary: Pick<Summary, 'cases' | 'complete' | 'staleWaivers'>,
  options: { readonly strict: boolean },
): 0 | 1 | 3 | 4 {
  const { cases, complete, staleWaivers } = summary;
  if (cases.harnessError > 0) return 4;
  if (cases.failed + cases.stale + staleWaivers.length > 0 || (options.strict && cases.warned > 0)) return 1;
  // A run that judged nothing must not look like a pass.
  const judged = cases.passed + cases.warned + cases.waived;
  return cases.unproven > 0 || !complete || judged === 0 ? 3 : 0;
}

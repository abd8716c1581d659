import type { Plan } from '../nouns/case.js';
import { expectsRefusal } from '../scenario/refusal.js';

/** What a plan amounts to; cases that are not applicable do not count. */
export interface Tally {
  readonly cases: { readonly total: number; readonly applicable: number };
  readonly requirements: {
    readonly total: number;
    /** Shown by an expectation on a request that has to succeed. */
    readonly coveredByPositive: number;
    /** Shown by an expectation on a request that has to be refused. */
    readonly coveredByNegative: number;
    readonly covered: number;
    readonly untestable: number;
    /** They bind the Register or the recipient that the harness plays: its own tests show them. */
    readonly selfCheck: number;
    readonly merged: number;
    readonly notInPlan: readonly string[];
  };
  /** Distinct requests that deviate from the valid one in exactly one edit, or say why in more. */
  readonly brokenRequests: { readonly total: number; readonly byFlow: Readonly<Record<string, number>> };
}

/** Counts what a plan would show and send; no network. */
export function tally({ cases, ledger }: Pick<Plan, 'cases' | 'ledger'>): Tally {
  const applicable = cases.filter((one) => one.applicable.yes);
  const covered = { positive: new Set<string>(), negative: new Set<string>() };
  const requests = new Set<string>();
  const byFlow: Record<string, number> = {};
  for (const one of applicable) {
    for (const step of one.steps) {
      const negative = expectsRefusal(step.expect);
      const side = negative ? covered.negative : covered.positive;
      for (const { covers } of step.expect) for (const id of covers) side.add(id);
      if (!negative || Object.keys(step.with).length === 0) continue;
      const request = JSON.stringify([one.flow, one.given, step.action, step.by, step.with]);
      if (requests.has(request)) continue;
      requests.add(request);
      byFlow[one.flow] = (byFlow[one.flow] ?? 0) + 1;
    }
  }
  const shown = new Set([...covered.positive, ...covered.negative]);
  const { requirements } = ledger;
  const excused = requirements.filter(
    ({ untestable, selfCheck, merged }) => untestable || selfCheck || merged,
  );
  return {
    cases: { total: cases.length, applicable: applicable.length },
    requirements: {
      total: requirements.length,
      coveredByPositive: covered.positive.size,
      coveredByNegative: covered.negative.size,
      covered: shown.size,
      untestable: requirements.filter(({ untestable }) => untestable !== undefined).length,
      selfCheck: requirements.filter(({ selfCheck }) => selfCheck).length,
      merged: requirements.filter(({ merged }) => merged !== undefined).length,
      notInPlan: requirements
        .filter((requirement) => !shown.has(requirement.id) && !excused.includes(requirement))
        .map(({ id }) => id),
    },
    brokenRequests: { total: requests.size, byFlow },
  };
}

/** One line for people. */
export function tallyLine({ cases, requirements, brokenRequests }: Tally): string {
  return (
    `${cases.applicable} of ${cases.total} cases apply; of ${requirements.total} requirements ` +
    `${requirements.covered} are covered (${requirements.coveredByPositive} by valid requests, ` +
    `${requirements.coveredByNegative} by refused ones), ${requirements.untestable} cannot be tested, ` +
    `${requirements.selfCheck} bind the harness; ${brokenRequests.total} distinct broken requests`
  );
}

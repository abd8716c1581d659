import { excuses, isExcusable, type PlacedWaiver } from '../judge/verdict.js';
import { matchesAddress } from '../plan/address-pattern.js';
import type { RunLedger } from './ledger-file.js';

/** What is said of an idle waiver, wherever a report has room for one line. */
export function idleWaiverText({ case: pattern, check }: PlacedWaiver): string {
  const what = check === undefined ? pattern : `${pattern} (${check})`;
  return `stale waiver: no case of ${what} needs it; take it out of the target file`;
}

/**
 * Waivers for several cases of which none needed the excuse: as stale as those that name one case (whose case says so
 * itself). Only a whole run can tell.
 */
export function idleWaivers(run: RunLedger): readonly PlacedWaiver[] {
  const { header, cases, complete } = run;
  if (!complete || cases.length < header.plan.cases) return [];
  return (header.waivers ?? []).filter((waiver) => {
    const own = cases.filter(({ address }) => matchesAddress(waiver.case, address));
    // What was not shown may still need it, and expired waivers have made their cases stale.
    if (own.some(({ verdict }) => ['unproven', 'harness-error', 'stale'].includes(verdict))) return false;
    return !own.some(({ findings }) =>
      findings.some((finding) => isExcusable(finding) && excuses(waiver, finding)),
    );
  });
}

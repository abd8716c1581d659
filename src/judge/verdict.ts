import type { Finding, Verdict } from '../nouns/finding.js';

/** A waiver that matches a finding's case and check. */
export interface ActiveWaiver {
  readonly reason: string;
  readonly issue?: string;
  readonly until?: string;
  readonly check?: string;
}

export interface Judged {
  readonly verdict: Verdict;
  readonly cause?: string;
  readonly waiver?: ActiveWaiver;
}

/**
 * The verdict of a case (design section 6). A waiver excuses unmet findings of its check until its last day; one that
 * has expired, or whose findings are met, is stale.
 */
export function verdictOf(
  findings: readonly Finding[],
  waivers: readonly ActiveWaiver[],
  today: string,
  cause?: string,
): Judged {
  const unmet = findings.filter((finding) => finding.verdict === 'unmet' && finding.severity !== 'info');
  const excuses = (waiver: ActiveWaiver, finding: Finding): boolean =>
    waiver.check === undefined || waiver.check === finding.check;
  const expired = waivers.find((waiver) => waiver.until !== undefined && waiver.until < today);
  if (expired !== undefined) {
    return { verdict: 'stale', cause: `the waiver expired on ${String(expired.until)}`, waiver: expired };
  }
  const open = unmet.filter((finding) => !waivers.some((waiver) => excuses(waiver, finding)));
  if (open.some((finding) => finding.severity === 'fail')) return { verdict: 'failed' };
  if (cause !== undefined) return { verdict: 'unproven', cause };
  const unproven = findings.find((finding) => finding.verdict === 'unproven');
  if (unproven !== undefined) return { verdict: 'unproven', cause: unproven.actual };
  const idle = waivers.find((waiver) => !unmet.some((finding) => excuses(waiver, finding)));
  if (idle !== undefined) {
    return { verdict: 'stale', cause: 'the waiver excuses nothing any more: what it excused is met', waiver: idle };
  }
  const [waiver] = waivers;
  if (waiver !== undefined) return { verdict: 'waived', waiver };
  return open.length > 0 ? { verdict: 'warned' } : { verdict: 'passed' };
}

import type { Finding, Verdict } from '../nouns/finding.js';
import type { Waiver } from '../nouns/target.js';

/** A waiver, and the target file that it stands in. */
export interface PlacedWaiver extends Waiver {
  readonly file: string;
}

export interface Judged {
  readonly verdict: Verdict;
  readonly cause?: string;
  readonly waiver?: { readonly reason: string; readonly issue?: string; readonly until?: string };
}

/** Whether a waiver speaks of a finding: `status` is a check of any step, `again.status` that of one step. */
export function excuses(waiver: Pick<Waiver, 'check'>, finding: Pick<Finding, 'step' | 'check'>): boolean {
  const { check } = waiver;
  return check === undefined || check === finding.check || check === `${finding.step}.${finding.check}`;
}

/** What a waiver may excuse: findings that count and do not hold. */
export function isExcusable({ verdict, severity }: Finding): boolean {
  return verdict === 'unmet' && severity !== 'info';
}

/**
 * The verdict of a case (design section 6), given the waivers whose pattern names it. A waiver excuses unmet findings
 * of its check until its last day. One that has expired is stale; so is one that names this very case and excuses
 * nothing in it. A pattern for several cases is judged over the whole run (`idleWaivers`), since it may be needed
 * elsewhere. What was not shown is never excused.
 */
export function verdictOf(
  address: string,
  findings: readonly Finding[],
  waivers: readonly PlacedWaiver[],
  today: string,
  cause?: string,
): Judged {
  const unmet = findings.filter(isExcusable);
  const expired = waivers.find((waiver) => waiver.until !== undefined && waiver.until < today);
  if (expired !== undefined) {
    return stale(expired, `the waiver at ${placeOf(expired)} expired on ${String(expired.until)}`);
  }
  const open = unmet.filter((finding) => !waivers.some((waiver) => excuses(waiver, finding)));
  if (open.some((finding) => finding.severity === 'fail')) return { verdict: 'failed' };
  if (cause !== undefined) return { verdict: 'unproven', cause };
  const unproven = findings.find((finding) => finding.verdict === 'unproven');
  if (unproven !== undefined) return { verdict: 'unproven', cause: unproven.actual };
  const needed = waivers.filter((waiver) => unmet.some((finding) => excuses(waiver, finding)));
  const idle = waivers.find((waiver) => waiver.case === address && !needed.includes(waiver));
  if (idle !== undefined) {
    return stale(idle, `the waiver at ${placeOf(idle)} excuses nothing any more: what it excused is met`);
  }
  const [waiver] = needed;
  if (waiver !== undefined) return { verdict: 'waived', waiver: reasonOf(waiver) };
  return open.length > 0 ? { verdict: 'warned' } : { verdict: 'passed' };
}

function stale(waiver: PlacedWaiver, cause: string): Judged {
  return { verdict: 'stale', cause, waiver: reasonOf(waiver) };
}

function reasonOf({ reason, issue, until }: PlacedWaiver): NonNullable<Judged['waiver']> {
  return { reason, ...(issue === undefined ? {} : { issue }), ...(until === undefined ? {} : { until }) };
}

/** `targets/bank.yaml:12`. */
export function placeOf({ file, line }: Pick<PlacedWaiver, 'file' | 'line'>): string {
  return `${file}:${String(line)}`;
}

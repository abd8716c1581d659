import type { CaseRecord, ControlRecord } from '../nouns/finding.js';

/** The order of a registration's life: what fails first keeps the rest from being shown. */
const LIFE_CYCLE: readonly string[] = ['register', 'token', 'read', 'update', 'delete'];

/**
 * The one sentence that a reader needs before any other, when a single cause explains most of what follows: a valid
 * request that is never accepted (so nothing can be shown), or broken requests that are never refused (so nothing is
 * verified). Undefined when there is no such cause. Pure.
 */
export function rootCauseOf(cases: readonly CaseRecord[]): string | undefined {
  return neverAccepted(cases) ?? neverRefused(cases);
}

function neverAccepted(cases: readonly CaseRecord[]): string | undefined {
  const controls = cases.flatMap((record) => record.controls).filter(({ kind }) => kind === 'control');
  for (const action of LIFE_CYCLE) {
    const own = controls.filter((control) => control.action === action);
    const [first] = own;
    if (first === undefined || own.some(({ accepted }) => accepted)) continue;
    return (
      `No valid ${action} request was accepted: ${first.summary.replace(/\.$/, '')}. ` +
      `What depends on it shows nothing about the target; mend this first. ${hint(first)}`
    ).trimEnd();
  }
  return undefined;
}

function hint({ action, summary }: ControlRecord): string {
  if (action !== 'register' || !/software_statement/.test(summary)) return '';
  return 'Does the target trust the Register that issued the software statement? dcr-conformance trust says what it must trust.';
}

/** So few refusals, and so many broken requests, as no holder shows that verifies anything. */
const LEAST_REQUESTS = 20;
const FEW = 0.1;

function neverRefused(cases: readonly CaseRecord[]): string | undefined {
  const verdicts = cases.flatMap(({ findings }) =>
    findings.filter(({ check }) => check === 'refused').map(({ verdict }) => verdict),
  );
  const accepted = verdicts.filter((verdict) => verdict === 'unmet').length;
  const refused = verdicts.filter((verdict) => verdict === 'met').length;
  const all = accepted + refused;
  if (all < LEAST_REQUESTS || refused > all * FEW) return undefined;
  return (
    `${accepted} of ${all} broken requests were accepted: the target does not seem to verify what it is sent. ` +
    'Mend this first; most of what follows has this one cause.'
  );
}

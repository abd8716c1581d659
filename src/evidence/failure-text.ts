import type { CaseRecord, Finding } from '../nouns/finding.js';
import type { Flag } from '../nouns/flag.js';
import { showPlace } from '../nouns/place.js';
import type { Ledger, Requirement } from '../nouns/requirement.js';
import { didOf } from './did.js';
import { quote } from './shell-quote.js';
import { oneLine } from './visible.js';

/** What the text of a failure takes from its run. */
export interface FailureContext {
  readonly ledger: Pick<Ledger, 'requirements'>;
  /** Flags by which the command judges the same target by the same book again. */
  readonly again?: readonly Flag[];
}

/** What has the shape of a flag is one; whatever else a stored run may hold there has no place in a command line. */
const FLAG = /^--?[a-z][a-z-]*$/;

function runAgain({ address }: CaseRecord, flags: readonly Flag[] = []): string {
  const words = flags.flatMap(([flag, value]) => (FLAG.test(flag) ? [flag, quote(value)] : []));
  return ['dcr-conformance run', quote(address), ...words].join(' ');
}

/**
 * The block of design section 6 for one finding of a case (the worst one by default): what holds, what came, what was
 * done, what it was compared with, where it is written, how to see it again. Plain text, safe to print.
 */
export function failureText(
  record: CaseRecord,
  context: FailureContext,
  finding: Finding | undefined = worstFinding(record),
): string {
  const address = oneLine(record.address);
  const heading = `${address}${' '.repeat(Math.max(2, 76 - address.length))}${record.verdict}`;
  const rows = failureRows(record, context, finding);
  return [heading, ...rows.map(([name, text]) => `  ${name.padEnd(8)}  ${text}`)].join('\n');
}

/** The lines of the block, by name, for whoever lays them out. */
export function failureRows(
  record: CaseRecord,
  { ledger, again }: FailureContext,
  finding: Finding | undefined = worstFinding(record),
): readonly (readonly [name: string, text: string])[] {
  const step = record.steps.find(({ name }) => name === finding?.step);
  const row = (name: string, text: string | undefined): readonly (readonly [string, string])[] =>
    text === undefined || text === '' ? [] : [[name, oneLine(text, 600)]];
  const judged = record.verdict !== 'harness-error';
  return [
    ...row('rule', ruleOf(record, ledger, finding)),
    ...(finding === undefined || !judged
      ? []
      : [
          ...row('expected', finding.expected),
          ...row('actual', finding.actual),
          ...row('did', step === undefined ? undefined : didOf(step, record.steps)),
          ...row('because', finding.because),
        ]),
    ...row('cause', record.cause),
    ...row('waiver', waiverOf(record)),
    ...(judged ? controlsOf(record, finding).flatMap(({ summary }) => row('control', summary)) : []),
    ...row('at', showPlace(finding?.at ?? record.at)),
    ...row('again', runAgain(record, again)),
  ];
}

/**
 * What is thrown for a case: the first line of a judged failure has the shape by which Playwright's JUnit and Allure
 * tell a failure from an error (`reference/runner.md` 2.5); what could not be judged has not.
 */
export function failureMessage(record: CaseRecord, context: FailureContext): string {
  const finding = worstFinding(record);
  const first =
    record.verdict === 'failed' || record.verdict === 'stale'
      ? oneLine(
          `expect(${finding?.step ?? record.scenario}.${finding?.check ?? 'waiver'}).toMeet("${finding?.requirement ?? record.covers[0] ?? ''}")`,
        )
      : oneLine(record.cause ?? finding?.actual ?? `the case is ${record.verdict}`, 300);
  return `${first}\n\n${failureText(record, context, finding)}`;
}

/** The finding that decided the verdict: unmet before unproven, MUST before SHOULD, first before later. */
export function worstFinding(record: CaseRecord): Finding | undefined {
  const open = record.findings.filter(({ verdict }) => verdict !== 'met');
  const rank = (finding: Finding): number =>
    finding.verdict === 'unproven'
      ? 3
      : finding.severity === 'fail'
        ? 0
        : finding.severity === 'warn'
          ? 1
          : 2;
  return (
    [...open].sort((a, b) => rank(a) - rank(b))[0] ??
    (record.verdict === 'stale' ? record.findings[0] : undefined)
  );
}

function ruleOf(
  record: CaseRecord,
  ledger: Pick<Ledger, 'requirements'>,
  finding: Finding | undefined,
): string {
  const id = finding?.requirement ?? record.covers[0];
  const requirement = ledger.requirements.find((candidate) => candidate.id === id);
  return requirement === undefined ? record.title : ruleWithSource(requirement);
}

/** The rule as a clause: `a second registration is refused (MUST, CDS Client Registration)`. */
export function ruleWithSource({ rule, verb, place }: Requirement): string {
  const [first] = place;
  const source = first === undefined ? verb : `${verb}, ${first.doc} ${first.clause}`;
  return `${rule.replace(/\.$/, '')} (${source})`;
}

/** The controls that vouch for the finding's step; without one, all of the case's. */
function controlsOf({ controls }: CaseRecord, finding: Finding | undefined): CaseRecord['controls'] {
  const own = controls.filter(({ step }) => step === finding?.step);
  return own.length > 0 ? own : controls;
}

function waiverOf({ waiver, verdict }: CaseRecord): string | undefined {
  if (waiver === undefined) return undefined;
  const about = [
    waiver.reason,
    waiver.issue,
    waiver.until === undefined ? undefined : `until ${waiver.until}`,
  ];
  const text = about.filter((part) => part !== undefined).join('; ');
  return verdict === 'stale'
    ? `${text}: no longer excuses anything; remove it from the target file or renew it`
    : text;
}

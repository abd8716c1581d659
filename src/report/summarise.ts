import type { CaseRecord, Verdict } from '../nouns/finding.js';
import { placeOf } from '../judge/verdict.js';
import { groupBy } from './group-by.js';
import { idleWaivers } from './idle-waivers.js';
import type { RunLedger } from './ledger-file.js';
import { rootCauseOf } from './root-cause.js';
import { judgeRequirements, type RequirementResult, type RequirementVerdict } from './requirement-verdict.js';
import type { CaseCounts, ProfileVerdict, RequirementCounts, Summary, SummaryFinding } from './summary.js';

/** A run in figures, with every expectation that did not hold. Pure: the same ledger gives the same summary. */
export function summarise(run: RunLedger): Summary {
  const { header, cases, footer, complete } = run;
  const results = judgeRequirements(run);
  const rootCause = rootCauseOf(cases);
  return {
    schema: 1,
    tool: header.tool,
    target: header.target,
    profile: header.profile,
    standard: header.standard,
    verdict: verdictOf(run, results),
    ...(rootCause === undefined ? {} : { rootCause }),
    complete,
    planned: header.plan.cases,
    cases: countCases(cases),
    requirements: countRequirements(results),
    flows: [...groupBy(cases, ({ flow }) => flow)].map(([flow, own]) => ({ flow, cases: countCases(own) })),
    chapters: [...groupBy(cases, ({ chapter }) => chapter.path)].map(([path, own]) => ({
      path,
      title: own[0]?.chapter.title ?? path,
      cases: countCases(own),
    })),
    findings: cases.flatMap(findingsOf),
    causes: causesOf(cases),
    staleWaivers: idleWaivers(run).map((waiver) => ({
      case: waiver.case,
      ...(waiver.check === undefined ? {} : { check: waiver.check }),
      at: placeOf(waiver),
    })),
    exchanges: cases.reduce((sum, record) => sum + countExchanges(record), 0),
    started: header.started,
    durationMs: footer?.durationMs ?? cases.reduce((sum, { durationMs }) => sum + durationMs, 0),
    leftBehind: cases.flatMap(({ address, leftBehind }) =>
      leftBehind.map((left) => ({ case: address, ...left })),
    ),
    seed: header.seed,
  };
}

/** A waiver excuses the gate, never the verdict: what is unmet and waived does not conform. */
function verdictOf(
  { header, cases, complete }: RunLedger,
  results: readonly RequirementResult[],
): ProfileVerdict {
  const broken =
    results.some(
      ({ verdict, requirement }) =>
        verdict === 'not-met' || (verdict === 'waived' && requirement.severity === 'fail'),
    ) ||
    cases.some(
      (record) => findingsOf(record).some(({ verdict }) => verdict === 'unmet') || hasWaivedFailure(record),
    );
  if (broken) return 'does-not-conform';
  const shown =
    complete &&
    cases.length >= header.plan.cases &&
    results.every(({ verdict }) => verdict !== 'not-shown') &&
    cases.every(({ verdict }) => verdict !== 'unproven' && verdict !== 'harness-error');
  return shown && cases.length > 0 ? 'conforms' : 'partly-shown';
}

function hasWaivedFailure({ verdict, findings }: CaseRecord): boolean {
  return (
    verdict === 'waived' &&
    findings.some((finding) => finding.verdict === 'unmet' && finding.severity === 'fail')
  );
}

/** The findings of a case that did not hold; of a case that proves nothing, none. */
function findingsOf(record: CaseRecord): readonly SummaryFinding[] {
  if (record.verdict === 'unproven' || record.verdict === 'harness-error') return [];
  return record.findings
    .filter(({ verdict, severity }) => verdict === 'unmet' && severity !== 'info')
    .map(({ step, check, requirement, severity, expected, actual, at }) => ({
      case: record.address,
      step,
      check,
      requirement,
      verdict: record.verdict === 'waived' ? 'waived' : severity === 'fail' ? 'unmet' : 'warned',
      expected,
      actual,
      at,
    }));
}

function countCases(cases: readonly CaseRecord[]): CaseCounts {
  const count = (wanted: Verdict): number => cases.filter(({ verdict }) => verdict === wanted).length;
  return {
    passed: count('passed'),
    warned: count('warned'),
    failed: count('failed'),
    waived: count('waived'),
    stale: count('stale'),
    unproven: count('unproven'),
    notApplicable: count('not-applicable'),
    harnessError: count('harness-error'),
  };
}

function countRequirements(results: readonly RequirementResult[]): RequirementCounts {
  const count = (wanted: RequirementVerdict): number =>
    results.filter(({ verdict }) => verdict === wanted).length;
  return {
    total: results.length,
    met: count('met'),
    warned: count('warned'),
    notMet: count('not-met'),
    waived: count('waived'),
    notShown: count('not-shown'),
    notApplicable: count('not-applicable'),
    untestable: count('untestable'),
    selfCheck: count('self-check'),
  };
}

function countExchanges(record: CaseRecord): number {
  return record.steps.reduce((sum, { exchanges }) => sum + exchanges.length, 0);
}

/** One refused control leaves many cases unproven; ids and long numbers in the cause must not hide that. */
function causesOf(cases: readonly CaseRecord[]): Summary['causes'] {
  const open = cases.filter(({ verdict }) => verdict === 'unproven' || verdict === 'harness-error');
  const causeOf = ({ cause, findings }: CaseRecord): string =>
    cause ?? findings.find(({ verdict }) => verdict === 'unproven')?.actual ?? 'no cause was recorded';
  const key = (record: CaseRecord): string =>
    `${record.verdict} ${causeOf(record).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{12,}|\d{4,}/gi, '#')}`;
  return [...groupBy(open, key).values()]
    .map((own) => ({
      cause: own[0] === undefined ? '' : causeOf(own[0]),
      verdict: own[0]?.verdict === 'harness-error' ? ('harness-error' as const) : ('unproven' as const),
      cases: own.map(({ address }) => address),
    }))
    .sort((a, b) => b.cases.length - a.cases.length);
}

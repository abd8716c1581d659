import type { Summary, SummaryFinding } from '../src/report/summary.js';
import type { Expected, ExpectedFinding } from './server.js';

/** What a run found, held against what is expected of the server. */
export interface Comparison {
  /** Expected findings that showed, of how many. */
  readonly confirmed: number;
  readonly expected: number;
  /** Expected and not seen: a false negative of the harness, or the server was mended. */
  readonly missing: readonly string[];
  /** Seen and not expected: a false alarm of the harness, or the server has changed. */
  readonly surplus: readonly SummaryFinding[];
  /** Cases that showed nothing, with the cause, though they should have shown something. */
  readonly unproven: readonly { readonly case: string; readonly cause: string }[];
  /** Cases that were expected to show nothing, and did show something. */
  readonly proven: readonly string[];
  /** What makes the run itself no confirmation. */
  readonly troubles: readonly string[];
  /** The package is of another version than the one examined by hand; no trouble while the findings are the same. */
  readonly otherVersion?: string;
}

/** A finding's name in the expected findings: whose duty, how it came out, and where. */
export function nameOf(finding: Pick<SummaryFinding, 'requirement' | 'verdict' | 'case' | 'check'>): string {
  return `${finding.requirement} ${finding.verdict}: ${placeOf(finding)}`;
}

/** `ADDRESS CHECK`, as `findings.yaml` lists it. */
export function placeOf(finding: Pick<SummaryFinding, 'case' | 'check'>): string {
  return `${finding.case} ${finding.check}`;
}

/** Compares a run with the expected findings; `version` is what the server said of itself. */
export function compare(expected: Expected, summary: Summary, version: string): Comparison {
  const steady = namesIn(expected.findings.filter((finding) => finding.steady !== false));
  const wanted = namesIn(expected.findings);
  const seen = new Map(summary.findings.map((finding) => [nameOf(finding), finding] as const));
  const gaps = new Set(expected.unproven.flatMap(({ cases }) => cases));
  const causes = summary.causes.flatMap(({ cause, cases }) => cases.map((one) => ({ case: one, cause })));
  const silent = new Set(causes.map((one) => one.case));
  const missing = [...steady].filter((name) => !seen.has(name));
  return {
    confirmed: steady.size - missing.length,
    expected: steady.size,
    missing,
    surplus: [...seen].filter(([name]) => !wanted.has(name)).map(([, finding]) => finding),
    unproven: causes.filter((one) => !gaps.has(one.case)),
    proven: [...gaps].filter((address) => !silent.has(address)),
    troubles: troublesOf(expected, summary),
    ...(version === expected.version ? {} : { otherVersion: version }),
  };
}

function namesIn(findings: readonly ExpectedFinding[]): ReadonlySet<string> {
  return new Set(
    findings.flatMap(({ requirement, verdict, cases }) =>
      cases.map((place) => `${requirement} ${verdict}: ${place}`),
    ),
  );
}

function troublesOf(expected: Expected, summary: Summary): readonly string[] {
  const { cases, complete, verdict, leftBehind } = summary;
  return [
    ...(complete ? [] : ['the run was cut short']),
    ...(cases.harnessError > 0 ? [`${cases.harnessError} cases ended in an error of the harness`] : []),
    ...(cases.passed < expected.passed
      ? [`only ${cases.passed} cases passed; at least ${expected.passed} are expected to`]
      : []),
    ...(verdict === expected.verdict ? [] : [`the verdict is ${verdict}, not ${expected.verdict}`]),
    ...(expected.leavesClients === undefined ? leftBehind : []).map(
      ({ clientId, reason }) => `client ${clientId} was left behind: ${reason}`,
    ),
  ];
}

/** Whether the run came out exactly as expected. */
export function isAsExpected(comparison: Comparison): boolean {
  const { missing, surplus, unproven, proven, troubles } = comparison;
  return [missing, surplus, unproven, proven, troubles].every((list) => list.length === 0);
}

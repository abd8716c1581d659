import type { Comparison } from './compare.js';
import { nameOf, placeOf } from './compare.js';
import { isConfirmed, type Outcome } from './outcome.js';

const columns = [
  'server',
  'version',
  'passed',
  'warned',
  'failed',
  'unproven',
  'not applicable',
  'findings',
  'missing',
  'extra',
  'outcome',
] as const;

/** Targets × verdicts, a line each, as a table in Markdown; of several runs the first is shown. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const rows = [columns, ...outcomes.map(cellsOf)];
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [head = columns, ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line), ''].join('\n');
}

function cellsOf(outcome: Outcome): readonly string[] {
  const [first] = outcome.kind === 'examined' ? outcome.examinations : [];
  if (outcome.kind !== 'examined' || first === undefined) {
    return [outcome.server.title, ...columns.slice(2).map(() => ''), outcome.kind.toUpperCase()];
  }
  const { passed, warned, failed, unproven, notApplicable } = first.summary.cases;
  const { confirmed, expected, missing, surplus } = first.comparison;
  const times = outcome.examinations.length > 1 ? `, ${outcome.examinations.length} times` : '';
  return [
    outcome.server.title,
    first.version,
    ...[passed, warned, failed, unproven, notApplicable].map(String),
    `${confirmed}/${expected}`,
    String(missing.length),
    String(surplus.length),
    isConfirmed(outcome) ? `as expected${times}` : 'DIFFERENT',
  ];
}

/** Everything that is not as expected, in lines for a person: the place, what was seen, what to do. */
export function differencesOf(outcome: Outcome): readonly string[] {
  const { server } = outcome;
  if (outcome.kind === 'skipped') return [`SKIPPED ${server.title}: ${outcome.reason}`];
  if (outcome.kind === 'broken') return [`BROKEN ${server.title}: ${outcome.reason}`];
  return outcome.examinations.flatMap(({ comparison }, at) =>
    linesOf(comparison).map((line) => {
      const which = outcome.examinations.length > 1 ? ` (run ${at + 1})` : '';
      return `${server.title}${which}: ${line}`;
    }),
  );
}

function linesOf(comparison: Comparison): readonly string[] {
  const { missing, surplus, unproven, proven, troubles, otherVersion } = comparison;
  return [
    ...troubles,
    ...missing.map(
      (name) => `expected and not seen: ${name}  (a false negative, or the server was mended: take it out)`,
    ),
    ...surplus.map(
      (finding) =>
        `seen and not expected: ${nameOf(finding)}: expected ${finding.expected}, got ${finding.actual}  ` +
        `(a false alarm, or new: check ${placeOf(finding)} against the clause)`,
    ),
    ...unproven.map((one) => `showed nothing: ${one.case}: ${one.cause}`),
    ...proven.map((address) => `was expected to show nothing, and did: ${address}`),
    ...(otherVersion === undefined
      ? []
      : [`version ${otherVersion} is not the one examined by hand; note it in findings.yaml`]),
  ];
}

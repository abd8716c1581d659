import { oneLine } from '../evidence/visible.js';
import { groupBy } from './group-by.js';
import { insecureNotice, type RunLedger } from './ledger-file.js';
import { totalOf, type CaseCounts, type Summary, type SummaryFinding } from './summary.js';
import { brokenSections, type BlockOptions } from './terminal-blocks.js';
import { count, fit, ink, row, type Ink, type Paper } from './terminal-layout.js';

export interface TerminalOptions extends BlockOptions {
  /** Where the reports are, by name, in the order to be printed. */
  readonly reports?: readonly { readonly name: string; readonly path: string }[];
}

/**
 * What a run prints at its end: the verdict and the counts, a block for each distinct broken requirement, warnings and
 * waivers in a line each, what was not shown grouped by cause, what was left behind, and where the reports are.
 */
export function terminalSummary(run: RunLedger, summary: Summary, options: TerminalOptions): string {
  const sections = [
    heading(summary, options),
    rootCause(summary, options),
    ...brokenSections(run, summary, options),
    lines(summary, 'warned', 'Warnings', options),
    lines(summary, 'waived', 'Waived: not met, excused in the target file', options),
    staleWaivers(summary, options),
    causes(summary, options),
    leftBehind(summary, options),
    (options.reports ?? []).map(({ name, path }) => `${name.padEnd(16)}${oneLine(path)}`),
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`;
}

const VERDICTS: Readonly<Record<Summary['verdict'], readonly [Ink, string]>> = {
  conforms: ['green', 'CONFORMS'],
  'partly-shown': ['yellow', 'PARTLY SHOWN'],
  'does-not-conform': ['red', 'DOES NOT CONFORM'],
};

const WORDS: readonly (readonly [keyof CaseCounts, string, Ink])[] = [
  ['failed', 'failed', 'red'],
  ['stale', 'with a stale waiver', 'red'],
  ['harnessError', 'our own fault', 'red'],
  ['unproven', 'unproven', 'yellow'],
  ['warned', 'with warnings', 'yellow'],
  ['waived', 'waived', 'blue'],
  ['passed', 'passed', 'green'],
  ['notApplicable', 'not applicable', 'grey'],
];

function heading(summary: Summary, paper: Paper): readonly string[] {
  const [colour, word] = VERDICTS[summary.verdict];
  const { requirements, cases, standard, target } = summary;
  const subject = `${oneLine(target.name, 60)}${target.issuer === null ? '' : `, ${oneLine(target.issuer, 100)}`}`;
  const counts = WORDS.filter(([key]) => cases[key] > 0).map(([key, text, tone]) =>
    ink(paper, tone, `${cases[key]} ${text}`),
  );
  const run = totalOf(cases);
  return [
    ...(target.notes ?? []).flatMap((note) => row(paper, 'note', oneLine(note))),
    ...(target.insecure === true ? [ink(paper, 'red', insecureNotice)] : []),
    `${ink(paper, 'bold', ink(paper, colour, word))}  ${subject}  (${oneLine(`${summary.profile} ${standard.version}, as of ${standard.asOf}`)})`,
    [count(run, 'case'), counts.join(', ')].filter(Boolean).join(': '),
    [
      `${count(requirements.total, 'requirement')}: ${requirements.met} met`,
      `${requirements.notMet} not met`,
      ...(requirements.waived > 0 ? [`${requirements.waived} waived`] : []),
      `${requirements.warned} with warnings`,
      `${requirements.notShown} not shown`,
      `${requirements.notApplicable} not applicable`,
    ].join(', '),
    `${count(summary.exchanges, 'exchange')} in ${(summary.durationMs / 1000).toFixed(1)} s, seed ${oneLine(summary.seed)}`,
    ...(summary.complete
      ? []
      : [ink(paper, 'yellow', 'The run was cut short: what follows is not the whole picture.')]),
    ...(run < summary.planned ? [`${run} of the plan's ${count(summary.planned, 'case')} were run.`] : []),
  ];
}

function rootCause(summary: Summary, paper: Paper): readonly string[] {
  return summary.rootCause === undefined
    ? []
    : [ink(paper, 'red', 'First of all'), ...row(paper, 'cause', oneLine(summary.rootCause))];
}

function lines(
  summary: Summary,
  wanted: SummaryFinding['verdict'],
  title: string,
  paper: Paper,
): readonly string[] {
  const groups = groupBy(
    summary.findings.filter(({ verdict }) => verdict === wanted),
    ({ requirement, expected, actual }) => `${requirement}: expected ${expected}, actual ${actual}`,
  );
  if (groups.size === 0) return [];
  return [
    ink(paper, wanted === 'warned' ? 'yellow' : 'blue', title),
    ...[...groups].map(([text, findings]) => {
      const tail = `  ${findings[0]?.case ?? ''}${findings.length > 1 ? ` and ${findings.length - 1} more` : ''}`;
      return fit(`  ${oneLine(text)}${oneLine(tail)}`, Math.max(paper.width, 60));
    }),
  ];
}

function staleWaivers(summary: Summary, paper: Paper): readonly string[] {
  if (summary.staleWaivers.length === 0) return [];
  return [
    ink(paper, 'red', 'Stale waivers: no case needs them any more'),
    ...summary.staleWaivers.map(({ case: pattern, check, at }) =>
      fit(
        `  ${oneLine(pattern)}${check === undefined ? '' : ` ${oneLine(check)}`}  ${oneLine(at)}`,
        Math.max(paper.width, 60),
      ),
    ),
  ];
}

function causes(summary: Summary, paper: Paper): readonly string[] {
  if (summary.causes.length === 0) return [];
  return [
    ink(paper, 'yellow', 'Nothing was shown by these cases'),
    ...summary.causes.flatMap(({ cause, verdict, cases }) => {
      const [first] = cases;
      const who =
        cases.length === 1 ? (first ?? '') : `${count(cases.length, 'case')}, for instance ${first ?? ''}`;
      const fault = verdict === 'harness-error' ? 'our own fault: ' : '';
      return row(paper, 'cause', `${fault}${oneLine(cause)} (${oneLine(who)})`);
    }),
  ];
}

function leftBehind(summary: Summary, paper: Paper): readonly string[] {
  if (summary.leftBehind.length === 0) return [];
  return [
    ink(paper, 'yellow', `${count(summary.leftBehind.length, 'registration')} could not be removed`),
    // A target without DELETE keeps every client for one and the same reason.
    ...[...groupBy(summary.leftBehind, ({ reason }) => reason)].map(([reason, left]) => {
      const [first] = left;
      const who = `${oneLine(first?.clientId ?? '')}${left.length > 1 ? ` and ${left.length - 1} more` : ''}`;
      return fit(`  ${who}: ${oneLine(reason)}  ${oneLine(first?.case ?? '')}`, Math.max(paper.width, 60));
    }),
  ];
}

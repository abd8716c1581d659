import { worstFinding } from '../evidence/failure-text.js';
import { oneLine } from '../evidence/visible.js';
import type { CaseRecord } from '../nouns/finding.js';
import type { Place } from '../nouns/place.js';
import { idleWaivers, idleWaiverText } from './idle-waivers.js';
import type { RunLedger } from './ledger-file.js';

/** GitHub shows ten annotations of a kind for a step; the rest would only bury the log. */
const shown = 10;

/**
 * Workflow commands by which GitHub Actions marks the lines of the scenarios that are red, and of those that warn.
 * Format: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function githubAnnotations(run: RunLedger): string {
  const kinds = [
    ['error', ['failed', 'stale', 'harness-error']],
    ['warning', ['unproven', 'warned']],
  ] as const;
  const waivers = idleWaivers(run)
    .slice(0, shown)
    .map((waiver) => command('error', { ...waiver, column: 1 }, waiver.case, idleWaiverText(waiver)));
  const marked = kinds
    .flatMap(([kind, verdicts]) =>
      run.cases
        .filter(({ verdict }) => (verdicts as readonly string[]).includes(verdict))
        .slice(0, shown)
        .map((record) => annotation(kind, record)),
    )
    .join('');
  return marked + waivers.join('');
}

type Kind = 'error' | 'warning';

function annotation(kind: Kind, record: CaseRecord): string {
  const finding = worstFinding(record);
  const said =
    finding === undefined || record.verdict === 'unproven' || record.verdict === 'stale'
      ? (record.cause ?? record.verdict)
      : `${finding.requirement}: expected ${finding.expected}, actual ${finding.actual}`;
  return command(kind, finding?.at ?? record.at, `${record.address} ${record.verdict}`, said);
}

function command(kind: Kind, { file, line, column }: Place, title: string, said: string): string {
  const properties = [
    `file=${property(file)}`,
    `line=${String(line)}`,
    `col=${String(column)}`,
    `title=${property(title)}`,
  ];
  return `::${kind} ${properties.join(',')}::${data(said)}\n`;
}

function data(text: string): string {
  return oneLine(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

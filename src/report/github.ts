import { worstFinding } from '../evidence/failure-text.js';
import { oneLine } from '../evidence/visible.js';
import type { CaseRecord } from '../nouns/finding.js';
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
  return kinds
    .flatMap(([command, verdicts]) =>
      run.cases
        .filter(({ verdict }) => (verdicts as readonly string[]).includes(verdict))
        .slice(0, shown)
        .map((record) => annotation(command, record)),
    )
    .join('');
}

function annotation(command: 'error' | 'warning', record: CaseRecord): string {
  const finding = worstFinding(record);
  const { file, line, column } = finding?.at ?? record.at;
  const said =
    finding === undefined || record.verdict === 'unproven' || record.verdict === 'stale'
      ? (record.cause ?? record.verdict)
      : `${finding.requirement}: expected ${finding.expected}, actual ${finding.actual}`;
  const properties = [
    `file=${property(file)}`,
    `line=${String(line)}`,
    `col=${String(column)}`,
    `title=${property(`${record.address} ${record.verdict}`)}`,
  ];
  return `::${command} ${properties.join(',')}::${data(said)}\n`;
}

function data(text: string): string {
  return oneLine(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

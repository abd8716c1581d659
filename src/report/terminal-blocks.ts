import { failureRows } from '../evidence/failure-text.js';
import { oneLine } from '../evidence/visible.js';
import type { CaseRecord } from '../nouns/finding.js';
import { groupBy } from './group-by.js';
import type { RunLedger } from './ledger-file.js';
import type { Summary, SummaryFinding } from './summary.js';
import { count, ink, row, unwrapped, type Paper } from './terminal-layout.js';

export interface BlockOptions extends Paper {
  /** At most so many failure blocks; the rest is counted. */
  readonly blocks?: number;
}

/** A block for the first case of each broken requirement, with the number of further ones; then the stale waivers. */
export function brokenSections(
  run: RunLedger,
  summary: Summary,
  options: BlockOptions,
): readonly (readonly string[])[] {
  const byRequirement = groupBy(
    summary.findings.filter(({ verdict }) => verdict === 'unmet'),
    ({ requirement }) => requirement,
  );
  const red = [...byRequirement.values()].map((findings) => brokenBlock(run, findings, options));
  const stale = run.cases
    .filter(
      ({ verdict, findings }) =>
        verdict === 'stale' && !findings.some((finding) => finding.verdict === 'unmet'),
    )
    .map((record) => block(run, record, 0, options));
  const all = [...red, ...stale];
  // One cause was told already: its consequences are for the report.
  const shown = all.slice(0, summary.rootCause === undefined ? (options.blocks ?? 12) : 1);
  const hidden = all.length - shown.length;
  return hidden === 0 ? shown : [...shown, [`… and ${hidden} more of this kind in the report.`]];
}

function brokenBlock(
  run: RunLedger,
  findings: readonly SummaryFinding[],
  options: BlockOptions,
): readonly string[] {
  const [first] = findings;
  const record = run.cases.find(({ address }) => address === first?.case);
  if (first === undefined || record === undefined) return [];
  const further = new Set(findings.map((finding) => finding.case)).size - 1;
  return block(run, record, further, options, first);
}

function block(
  run: RunLedger,
  record: CaseRecord,
  further: number,
  options: BlockOptions,
  about?: SummaryFinding,
): readonly string[] {
  const finding = record.findings.find(
    ({ step, check, requirement }) =>
      step === about?.step && check === about.check && requirement === about.requirement,
  );
  const rows = failureRows(record, run.header, finding);
  return [
    `${ink(options, 'bold', oneLine(record.address))}  ${ink(options, 'red', record.verdict)}`,
    ...rows.flatMap(([name, text]) =>
      name === 'again' ? [unwrapped(name, text)] : row(options, name, text),
    ),
    ...(further > 0
      ? row(
          options,
          'further',
          `${count(further, 'more case')} break${further === 1 ? 's' : ''} the same rule`,
        )
      : []),
  ];
}

import { oneLine } from '../evidence/visible.js';
import type { Comparison } from './compare.js';
import type { Summary } from './summary.js';
import { count, ink, type Ink, type Paper } from './terminal-layout.js';

/** At most so many lines a section; the rest is counted. */
const longest = 40;

/** A comparison for a terminal. */
export function comparisonText(comparison: Comparison, paper: Paper): string {
  const section = (title: string, tone: Ink, names: readonly string[]): readonly string[] =>
    names.length === 0
      ? []
      : [
          '',
          ink(paper, tone, `${title}: ${String(names.length)}`),
          ...names.slice(0, longest).map((name) => `  ${oneLine(name)}`),
          ...(names.length > longest ? [`  … and ${String(names.length - longest)} more`] : []),
        ];
  const { newlyBroken, newlyMet, noLongerShown, newCases, goneCases } = comparison;
  return [
    `${oneLine(comparison.before)} → ${oneLine(comparison.after)}: ${count(newlyBroken.length, 'expectation')} newly broken, ${String(newlyMet.length)} newly met, ${String(noLongerShown.length)} no longer shown`,
    ...section('Newly broken', 'red', newlyBroken),
    ...section('No longer shown', 'yellow', noLongerShown),
    ...section('Newly met', 'green', newlyMet),
    ...section('New cases', 'grey', newCases),
    ...section('Cases that are gone', 'grey', goneCases),
    '',
  ].join('\n');
}

/**
 * Exit code of a run that is held against an earlier one (`--no-new-failures`): 4 our fault, 1 something is newly
 * broken or a waiver is stale, 3 something that was shown is not shown any more, else 0.
 */
export function gateCode(
  comparison: Comparison,
  { cases, complete, staleWaivers }: Pick<Summary, 'cases' | 'complete' | 'staleWaivers'>,
): 0 | 1 | 3 | 4 {
  if (cases.harnessError > 0) return 4;
  if (comparison.newlyBroken.length + cases.stale + staleWaivers.length > 0) return 1;
  return comparison.noLongerShown.length > 0 || !complete ? 3 : 0;
}

import type { CaseRecord, Finding } from '../src/nouns/finding.js';

/**
 * The name of an expectation: `address step.check`, with an ordinal when a step has that check more than once.
 * Unique within a case, so no expectation can be taken away unnoticed.
 */
export function namesOfFindings(record: Pick<CaseRecord, 'address' | 'findings'>): readonly string[] {
  const seen = new Map<string, number>();
  return record.findings.map(({ step, check }) => {
    const name = `${record.address} ${step}.${check}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}#${String(count)}`;
  });
}

/** What a case says against the holder: its unmet expectations, and whether it could show nothing. */
export function voicesOf(record: CaseRecord): readonly string[] {
  const names = namesOfFindings(record);
  const unmet = record.findings.flatMap((finding: Finding, index) =>
    finding.verdict === 'unmet' ? [`${names[index] ?? ''} (${finding.severity})`] : [],
  );
  const mute = record.verdict === 'unproven' || record.verdict === 'harness-error';
  return mute ? [...unmet, `${record.address} ${record.verdict}`] : unmet;
}

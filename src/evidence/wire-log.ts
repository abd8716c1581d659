import type { CaseRecord } from '../nouns/finding.js';
import { transcript } from './transcript.js';
import { oneLine } from './visible.js';

/** Every exchange of a case as text, redacted as the record is; control characters are written out. */
export function wireLog(record: Pick<CaseRecord, 'address' | 'verdict' | 'steps' | 'controls'>): string {
  const { address, verdict, steps, controls } = record;
  return [
    `# ${oneLine(address)}: ${verdict}`,
    ...steps.flatMap((step) => [`## ${oneLine(step.name)}`, ...step.exchanges.map(transcript)]),
    ...controls.map(({ kind, step, summary }) => `* ${kind} of ${oneLine(step)}: ${oneLine(summary)}`),
    '',
    '',
  ].join('\n');
}

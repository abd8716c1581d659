import { jsonText } from '../evidence/json-text.js';
import { excuses, isExcusable } from '../judge/verdict.js';
import { matchesAddress } from '../plan/address-pattern.js';
import type { RunLedger } from './ledger-file.js';

/** A waiver that would excuse one surprise. */
export interface WaiverEntry {
  readonly case: string;
  readonly check: string;
  readonly reason: string;
  readonly until: string;
}

/** Days that a proposed waiver lasts: long enough for a release, too short to be forgotten. */
const lasts = 30;

/** An entry for every finding that fails the gate and that no waiver excuses, in the order of the run. */
export function waiverEntries(run: RunLedger): readonly WaiverEntry[] {
  const waivers = run.header.waivers ?? [];
  const today = run.header.started.slice(0, 10);
  const until = new Date(Date.parse(`${today}T00:00:00Z`) + lasts * 86_400_000).toISOString().slice(0, 10);
  const entries = run.cases
    .filter(({ verdict }) => verdict === 'failed' || verdict === 'stale')
    .flatMap(({ address, findings }) =>
      findings
        .filter((finding) => isExcusable(finding) && finding.severity === 'fail')
        .filter(
          (finding) =>
            !waivers.some(
              (waiver) =>
                matchesAddress(waiver.case, address) &&
                excuses(waiver, finding) &&
                (waiver.until === undefined || waiver.until >= today),
            ),
        )
        .map(({ step, check, requirement, expected, actual }) => ({
          case: address,
          check: `${step}.${check}`,
          reason: oneSentence(`${requirement}: expected ${expected}, actual ${actual}`),
          until,
        })),
    );
  return [...new Map(entries.map((entry) => [`${entry.case} ${entry.check}`, entry])).values()];
}

/** Entries as YAML, to be pasted under `waivers:` in the target file. */
export function waiverYaml(entries: readonly WaiverEntry[]): string {
  return entries
    .map((entry) =>
      [
        `  - case: ${quoted(entry.case)}`,
        `    check: ${/^[\w.-]+$/.test(entry.check) ? entry.check : quoted(entry.check)}`,
        `    reason: ${quoted(entry.reason)}`,
        `    until: ${quoted(entry.until)}`,
        '',
      ].join('\n'),
    )
    .join('');
}

/** JSON strings are YAML strings, whatever a target has written into them. */
function quoted(text: string): string {
  return jsonText(text).trimEnd();
}

function oneSentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= 200 ? line : `${line.slice(0, 199)}…`;
}

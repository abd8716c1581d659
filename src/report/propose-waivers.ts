import { isMap, isSeq, parseDocument, type Node } from 'yaml';

import { idleWaivers } from './idle-waivers.js';
import type { RunLedger } from './ledger-file.js';
import { waiverEntries } from './waiver-entries.js';

export interface Proposal {
  /** The target file with new entries added and stale ones taken out; comments stay. */
  readonly text: string;
  readonly added: number;
  readonly removed: number;
}

/**
 * What the waivers of a target file would have to be for this run to pass. Nothing is excused by that: a person reads
 * the proposal, writes the reasons and puts it in force. Undefined when nothing would change.
 */
export function proposeWaivers(targetText: string, run: RunLedger): Proposal | undefined {
  const entries = waiverEntries(run);
  const staleLines = staleWaiverLines(run);
  if (entries.length + staleLines.size === 0) return undefined;
  const document = parseDocument(targetText);
  const known = document.get('waivers');
  let removed = 0;
  if (isSeq(known)) {
    const before = known.items.length;
    known.items = known.items.filter((item) => !staleLines.has(lineOf(item as Node, targetText)));
    removed = before - known.items.length;
  }
  for (const entry of entries) {
    if (isSeq(document.get('waivers'))) document.addIn(['waivers'], document.createNode(entry));
    else document.set('waivers', document.createNode([entry]));
  }
  if (isSeq(known) && known.items.length === 0) document.delete('waivers');
  return {
    text: document.toString({ lineWidth: 0, flowCollectionPadding: /[[{] /.test(targetText) }),
    added: entries.length,
    removed,
  };
}

/** Lines of the waivers that excuse nothing, or that have expired. */
function staleWaiverLines(run: RunLedger): ReadonlySet<number> {
  const today = run.header.started.slice(0, 10);
  const waivers = run.header.waivers ?? [];
  const stale = run.cases.filter(({ verdict }) => verdict === 'stale').map(({ address }) => address);
  return new Set(
    [
      ...idleWaivers(run),
      ...waivers.filter(({ until }) => until !== undefined && until < today),
      ...waivers.filter((waiver) => stale.includes(waiver.case)),
    ].map(({ line }) => line),
  );
}

function lineOf(item: Node, text: string): number {
  const first = isMap(item) ? item.items[0]?.key : undefined;
  const offset = (first as Node | undefined)?.range?.[0] ?? item.range?.[0] ?? 0;
  return text.slice(0, offset).split('\n').length;
}

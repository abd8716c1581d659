import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

import type { CaseRecord } from '../nouns/finding.js';
import { ledgerLine, type LedgerFooter, type LedgerHeader } from '../report/ledger-file.js';

export interface LedgerWriter {
  readonly header: LedgerHeader;
  /** Everything written so far. */
  readonly records: readonly CaseRecord[];
  write(record: CaseRecord): void;
  /** Writes the footer, without which a ledger counts as cut short. */
  close(): LedgerFooter;
}

/** Opens a new ledger and writes its header at once, so that a run that dies leaves a readable one. */
export function openLedgerWriter(file: string, header: LedgerHeader): LedgerWriter {
  mkdirSync(dirname(file), { recursive: true });
  const handle = openSync(file, 'w');
  const records: CaseRecord[] = [];
  const started = Date.parse(header.started);
  writeSync(handle, ledgerLine(header));
  return {
    header,
    records,
    write: (record) => {
      records.push(record);
      writeSync(handle, ledgerLine(record));
    },
    close: () => {
      const finished = new Date();
      const footer: LedgerFooter = {
        kind: 'footer',
        finished: finished.toISOString(),
        durationMs: finished.getTime() - started,
        cases: records.length,
      };
      writeSync(handle, ledgerLine(footer));
      closeSync(handle);
      return footer;
    },
  };
}

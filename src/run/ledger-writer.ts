import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import type { CaseRecord } from '../nouns/finding.js';
import { inUserWords } from '../nouns/unwritable.js';
import { ledgerLine, type LedgerFooter, type LedgerHeader } from '../report/ledger-file.js';

export interface LedgerWriter {
  readonly header: LedgerHeader;
  /** Everything written so far; a case that ran again, by its last record. */
  readonly records: () => readonly CaseRecord[];
  /** `text`: the record as JSON, where it is at hand. */
  write(record: CaseRecord, text?: string): void;
  /** Writes the footer, without which a ledger counts as cut short; so does one with fewer cases than were `expected`. */
  close(expected: number): LedgerFooter;
}

/**
 * Opens a new ledger and writes its header at once, so that a run that dies leaves a readable one. A line that does not
 * fit on the disk is taken back whole, and nothing is written after it: what is there can be read, and is incomplete.
 * @throws TargetError when the disk is full.
 */
export function openLedgerWriter(file: string, header: LedgerHeader): LedgerWriter {
  mkdirSync(dirname(file), { recursive: true });
  const handle = openSync(file, 'w');
  const records = new Map<string, CaseRecord>();
  const started = Date.parse(header.started);
  let size = 0;
  let broken: Error | undefined;
  const append = (line: string): void => {
    if (broken !== undefined) throw broken;
    const bytes = Buffer.from(line);
    try {
      // Not writeSync, which may write a part of it and say so by a number.
      writeFileSync(handle, bytes);
      size += bytes.length;
    } catch (error) {
      broken = inUserWords(error as Error, file);
      ftruncateSync(handle, size);
      throw broken;
    }
  };
  append(ledgerLine(header));
  return {
    header,
    records: () => [...records.values()],
    write: (record, text) => {
      records.set(record.address, record);
      append(text === undefined ? ledgerLine(record) : `${text}\n`);
    },
    close: (expected) => {
      const finished = new Date();
      const footer: LedgerFooter = {
        kind: 'footer',
        finished: finished.toISOString(),
        durationMs: finished.getTime() - started,
        cases: expected,
      };
      append(ledgerLine(footer));
      closeSync(handle);
      return footer;
    },
  };
}

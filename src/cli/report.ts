import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { TargetError } from '../nouns/errors.js';
import { paperOf } from '../playwright/progress.js';
import { readLedger, writeLedger } from '../report/ledger-file.js';
import { printable } from '../run/publish.js';
import { republish } from '../run/republish.js';
import { say } from '../run/say.js';
import { showEntries } from './after-run.js';
import { parse } from './options.js';

const flags = {
  reports: { type: 'string' },
  'show-waivers': { type: 'boolean' },
} as const;

/** `dcr-conformance report [FOLDER|LEDGER] [--reports DIR]`: writes every view of a stored run again; no network. */
export async function report(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, flags);
  const [from = 'reports', ...rest] = positionals;
  if (rest.length > 0) throw new TargetError('report takes one reports folder or ledger');
  const ledger = ledgerAt(from);
  const run = await readLedger(ledger);
  if (values['show-waivers'] === true) {
    say(showEntries(run));
    return 0;
  }
  const reports = values.reports ?? dirname(ledger);
  const summary = await republish(run, reports);
  if (values.reports !== undefined) await writeLedger(join(reports, 'ledger.jsonl'), run);
  say(printable(run, summary, reports, paperOf(process.stdout, process.env)));
  return 0;
}

/** The ledger of a reports folder, or the ledger itself. @throws TargetError */
export function ledgerAt(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new TargetError(`${path}: there is no such file or folder`);
  return found.isDirectory() ? join(path, 'ledger.jsonl') : path;
}

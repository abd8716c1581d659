import { join, resolve } from 'node:path';

import { TargetError } from '../nouns/errors.js';
import { paperOf } from '../playwright/progress.js';
import { readLedger, writeLedger } from '../report/ledger-file.js';
import { mergeRuns, type Part } from '../report/merge.js';
import { exitCode } from '../report/summary.js';
import { printable } from '../run/publish.js';
import { republish } from '../run/republish.js';
import { say } from '../run/say.js';
import { parse } from './options.js';
import { ledgerAt } from './report.js';

/** `dcr-conformance merge DIR ... [--reports DIR] [--strict]`: the shards of one run as one report; exit code of the gate. */
export async function merge(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, { reports: { type: 'string' }, strict: { type: 'boolean' } });
  if (positionals.length === 0) {
    throw new TargetError('merge which shards? For example: merge shard-1 shard-2 shard-3');
  }
  const parts: Part[] = [];
  for (const name of positionals) parts.push({ name, run: await readLedger(ledgerAt(name)) });
  const run = mergeRuns(parts);
  const reports = resolve(values.reports ?? 'reports');
  await writeLedger(join(reports, 'ledger.jsonl'), run);
  const summary = await republish(run, reports);
  say(printable(run, summary, reports, paperOf(process.stdout, process.env)));
  return exitCode(summary, { strict: values.strict === true });
}

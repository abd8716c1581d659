import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { generateAllureHtml } from '../report/allure-html.js';
import { junit } from '../report/junit.js';
import type { RunLedger } from '../report/ledger-file.js';
import { summarise } from '../report/summarise.js';
import type { Summary } from '../report/summary.js';
import { writeAtomically } from '../report/write-atomically.js';

export interface PublishOptions {
  readonly reports: string;
  /** Folder with the Allure results of this run; moved to `reports/allure-results`. */
  readonly allureResults?: string;
  readonly stdout: { write(text: string): unknown };
}

/** Writes every view of a finished run into the reports folder and prints the summary. */
export async function publish(run: RunLedger, options: PublishOptions): Promise<Summary> {
  const { reports } = options;
  mkdirSync(reports, { recursive: true });
  const summary = summarise(run);
  await writeAtomically(join(reports, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  await writeAtomically(join(reports, 'junit.xml'), junit(run));
  if (options.allureResults !== undefined && existsSync(options.allureResults)) {
    const results = join(reports, 'allure-results');
    rmSync(results, { recursive: true, force: true });
    cpSync(options.allureResults, results, { recursive: true });
    await generateAllureHtml({
      resultsDir: results,
      outFile: join(reports, 'allure-report', 'index.html'),
      historyFile: join(reports, 'history.jsonl'),
      name: `${run.header.target.name}: ${run.header.ledger.title}`,
    });
  }
  options.stdout.write(`${JSON.stringify({ verdict: summary.verdict, cases: summary.cases })}\n`);
  return summary;
}

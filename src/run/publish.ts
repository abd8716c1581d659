import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

import { har } from '../evidence/har.js';
import { jsonText } from '../evidence/json-text.js';
import { ctrf } from '../report/ctrf.js';
import { sarif } from '../report/sarif.js';
import type { AllureGenerator } from '../report/allure-generator.js';
import { generateAllureHtml } from '../report/allure-html.js';
import { junit } from '../report/junit.js';
import type { RunLedger } from '../report/ledger-file.js';
import { matrix } from '../report/matrix.js';
import { summarise } from '../report/summarise.js';
import { summaryPage } from '../report/summary-page.js';
import type { Summary } from '../report/summary.js';
import type { Paper } from '../report/terminal-layout.js';
import { terminalSummary } from '../report/terminal.js';
import { writeAtomically } from '../report/write-atomically.js';

export interface PublishOptions {
  readonly reports: string;
  /** Folder with the Allure results of this run; copied to `reports/allure-results`. */
  readonly allureResults?: string;
  /** Where the history of runs is kept; by default in the reports folder. */
  readonly historyFile?: string;
  readonly generator?: AllureGenerator;
}

/** Writes every view of a finished run into the reports folder. */
export async function publish(run: RunLedger, options: PublishOptions): Promise<Summary> {
  const { reports } = options;
  mkdirSync(reports, { recursive: true });
  const summary = summarise(run);
  const write = (name: string, text: string): Promise<void> => writeAtomically(join(reports, name), text);
  await write('matrix.json', jsonText(matrix(run)));
  await write('junit.xml', junit(run));
  await write('results.sarif', jsonText(sarif(run)));
  await write('ctrf.json', jsonText(ctrf(run)));
  await write('exchanges.har', jsonText(har(run.cases, run.header.tool)));
  if (options.allureResults === undefined)
    for (const stale of ['allure-report', 'allure-results'])
      rmSync(join(reports, stale), { recursive: true, force: true });
  const ids = await publishAllure(run, options);
  const allure = ids === undefined ? {} : { allure: { href: 'allure-report/index.html', ids } };
  await write('index.html', summaryPage(run, { ...allure, files }));
  // Last: a run whose reports could not all be written has no summary, and none is no pass.
  await write('summary.json', jsonText(summary));
  return summary;
}

const files = [
  'summary.json',
  'matrix.json',
  'junit.xml',
  'results.sarif',
  'ctrf.json',
  'ledger.jsonl',
  'exchanges.har',
].map((name) => ({ name, href: name }));

async function publishAllure(
  run: RunLedger,
  { reports, allureResults, historyFile, generator }: PublishOptions,
): Promise<ReadonlyMap<string, string> | undefined> {
  if (allureResults === undefined || !existsSync(allureResults)) return undefined;
  const results = join(reports, 'allure-results');
  rmSync(results, { recursive: true, force: true });
  cpSync(allureResults, results, { recursive: true });
  return generateAllureHtml({
    resultsDir: results,
    outFile: join(reports, 'allure-report', 'index.html'),
    historyFile: historyFile ?? join(reports, 'history.jsonl'),
    ...(generator === undefined ? {} : { generator }),
    name: `${run.header.target.name}: ${run.header.ledger.title}`,
  });
}

/** The summary as a terminal shows it, with the places of the reports. */
export function printable(run: RunLedger, summary: Summary, reports: string, paper: Paper): string {
  const at = (name: string): string => relative(process.cwd(), join(reports, name));
  return terminalSummary(run, summary, {
    ...paper,
    reports: [
      { name: 'summary', path: at('index.html') },
      ...(existsSync(join(reports, 'allure-report', 'index.html'))
        ? [{ name: 'every case', path: at('allure-report/index.html') }]
        : []),
      {
        name: 'for machines',
        path: `${at('summary.json')}, matrix.json, junit.xml, results.sarif, ctrf.json, ledger.jsonl, exchanges.har`,
      },
    ],
  });
}

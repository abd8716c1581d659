import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

import { har } from '../evidence/har.js';
import { jsonText } from '../evidence/json-text.js';
import { ctrf } from '../report/ctrf.js';
import type { OptionalReport } from '../report/optional-reports.js';
import { sarif } from '../report/sarif.js';
import { beginAllurePage, type AllurePage } from '../report/allure-html.js';
import { junit } from '../report/junit.js';
import type { LedgerHeader, RunLedger } from '../report/ledger-file.js';
import { matrix } from '../report/matrix.js';
import { summarise } from '../report/summarise.js';
import { summaryPage } from '../report/summary-page.js';
import type { Summary } from '../report/summary.js';
import type { Paper } from '../report/terminal-layout.js';
import { terminalSummary } from '../report/terminal.js';
import { writeAtomically } from '../report/write-atomically.js';

/** The views of a run that are one file each. */
const views: Readonly<
  Record<
    Exclude<OptionalReport, 'allure'>,
    { readonly file: string; readonly text: (run: RunLedger) => string }
  >
> = {
  matrix: { file: 'matrix.json', text: (run) => jsonText(matrix(run)) },
  junit: { file: 'junit.xml', text: junit },
  sarif: { file: 'results.sarif', text: (run) => jsonText(sarif(run)) },
  ctrf: { file: 'ctrf.json', text: (run) => jsonText(ctrf(run)) },
  har: { file: 'exchanges.har', text: (run) => jsonText(har(run.cases, run.header.tool)) },
};

/** Folders of Allure results: the results proper, and the attachments that they name. They may be one folder. */
export interface AllureFolders {
  readonly results: string;
  readonly attachments: string;
}

export interface PublishOptions {
  readonly reports: string;
  /** Reports that nobody wants; those of an earlier run go. By default every report is written. */
  readonly without?: readonly OptionalReport[];
  /** Where the Allure results of this run are; they are copied to `reports/allure-results` unless they lie there. */
  readonly allure?: AllureFolders;
  /** Where the history of runs is kept; by default in the reports folder. */
  readonly historyFile?: string;
  /** The page of these results, when it was begun already. */
  readonly page?: AllurePage;
}

/** Writes every view of a finished run into the reports folder. */
export async function publish(run: RunLedger, options: PublishOptions): Promise<Summary> {
  const { reports, allure } = options;
  mkdirSync(reports, { recursive: true });
  const page =
    allure === undefined
      ? undefined
      : (options.page ?? beginPage(run.header, reports, allure, options.historyFile));
  // It is made in a process of its own, beside everything below.
  const made = page?.finish();
  made?.catch(() => undefined);
  try {
    const summary = summarise(run);
    const write = (name: string, text: string): Promise<void> => writeAtomically(join(reports, name), text);
    for (const [name, { file, text }] of Object.entries(views)) {
      if (options.without?.includes(name as OptionalReport) === true)
        rmSync(join(reports, file), { force: true });
      else await write(file, text(run));
    }
    keepResults(reports, allure);
    const ids = await made;
    const linked = ids === undefined ? {} : { allure: { href: 'allure-report/index.html', ids } };
    const files = filesIn(reports).map((name) => ({ name, href: name }));
    await write('index.html', summaryPage(run, { ...linked, files }));
    // Last: a run whose reports could not all be written has no summary, and none is no pass.
    await write('summary.json', jsonText(summary));
    return summary;
  } catch (error) {
    page?.dismiss();
    throw error;
  }
}

/** What is there for machines. */
function filesIn(reports: string): readonly string[] {
  const optional = Object.values(views)
    .map(({ file }) => file)
    .filter((file) => existsSync(join(reports, file)));
  return ['summary.json', 'ledger.jsonl', ...optional];
}

/** Begins the Allure page of a run, which `publish` finishes. */
export function beginPage(
  header: LedgerHeader,
  reports: string,
  { results, attachments }: AllureFolders,
  historyFile = join(reports, 'history.jsonl'),
): AllurePage {
  return beginAllurePage({
    folders: [...new Set([results, attachments])],
    outFile: join(reports, 'allure-report', 'index.html'),
    historyFile,
    name: `${header.target.name}: ${header.ledger.title}`,
  });
}

/** Absolute path at which Allure results for other tools lie in a folder of reports. */
export const keptResults = (reports: string): string => resolve(reports, 'allure-results');

/** Allure results for other tools; those of an earlier run go, and its page where this run makes none. */
function keepResults(reports: string, folders: AllureFolders | undefined): void {
  const kept = keptResults(reports);
  if (folders?.attachments !== kept) rmSync(kept, { recursive: true, force: true });
  if (folders === undefined) {
    rmSync(join(reports, 'allure-report'), { recursive: true, force: true });
    return;
  }
  mkdirSync(kept, { recursive: true });
  for (const folder of new Set([folders.results, folders.attachments]))
    // Thousands of small files without folders below: Node's recursive copy asks the disk three times as much.
    if (folder !== kept)
      for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(kept, name));
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
        path: filesIn(reports)
          .map((name, index) => (index === 0 ? at(name) : name))
          .join(', '),
      },
    ],
  });
}

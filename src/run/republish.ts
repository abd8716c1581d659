import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { writeAllureResults } from '../report/allure-results.js';
import type { RunLedger } from '../report/ledger-file.js';
import type { Summary } from '../report/summary.js';
import { makeTemporaryFolder } from '../report/temporary-folder.js';
import { publish } from './publish.js';

/** Writes every view of a stored ledger again, without a network; the history of runs is read, but not prolonged. */
export async function republish(run: RunLedger, reports: string): Promise<Summary> {
  const scratch = makeTemporaryFolder('republish');
  try {
    const results = join(scratch, 'allure-results');
    await writeAllureResults(run, results);
    const history = join(scratch, 'history.jsonl');
    writeFileSync(history, earlierRuns(join(reports, 'history.jsonl')));
    return await publish(run, {
      reports,
      allure: { results, attachments: results },
      historyFile: history,
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The history without its last line, which is the run that is shown again. */
function earlierRuns(file: string): string {
  if (!existsSync(file)) return '';
  return readFileSync(file, 'utf8').replace(/[^\n]*\n?$/, '');
}

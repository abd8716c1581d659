import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { CaseRecord } from '../nouns/finding.js';
import { allureCategories, allureMeta } from './allure-meta.js';
import { allureSteps, type AllureStep } from './allure-steps.js';
import type { RunLedger } from './ledger-file.js';

/**
 * Writes Allure results from a stored ledger, the same as a live run hands to allure-playwright: for reports that are
 * made again later, or from several shards. The folder is emptied first.
 */
export async function writeAllureResults(
  run: RunLedger,
  folder: string,
  describe?: (record: CaseRecord) => string,
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
  await write('environment.properties', environmentOf(run));
  await write('categories.json', JSON.stringify(allureCategories));
  for (const record of run.cases) {
    const attach = async (step: AllureStep): Promise<object> => ({
      name: step.name,
      status: step.status,
      stage: 'finished',
      statusDetails: step.message === undefined ? {} : { message: step.message },
      parameters: [],
      ...(step.start === undefined ? {} : { start: step.start }),
      ...(step.stop === undefined ? {} : { stop: step.stop }),
      attachments: await Promise.all(
        step.attachments.map(async ({ name, contentType, fileExtension, body }) => {
          const source = `${randomUUID()}-attachment${fileExtension}`;
          await write(source, body);
          return { name, type: contentType, source };
        }),
      ),
      steps: await Promise.all(step.steps.map(attach)),
    });
    const uuid = randomUUID();
    const start = Date.parse(record.started);
    const result = {
      uuid,
      ...allureMeta(record, run.header, describe),
      stage: 'finished',
      start,
      stop: start + Math.round(record.durationMs),
      attachments: [],
      steps: await Promise.all(allureSteps(record, run.header.ledger).map(attach)),
    };
    await write(`${uuid}-result.json`, JSON.stringify(result));
  }
}

function environmentOf({ header }: RunLedger): string {
  const facts: readonly (readonly [string, string])[] = [
    ['Target', header.target.name],
    ['Issuer', header.target.issuer ?? 'several'],
    ['Profile', header.ledger.title],
    ['Standard', `${header.standard.version}, as of ${header.standard.asOf}`],
    ['Seed', header.seed],
    ['Tool', `${header.tool.name} ${header.tool.version}`],
  ];
  return facts.map(([name, value]) => `${name} = ${value.replace(/[\r\n\\]/g, ' ')}\n`).join('');
}

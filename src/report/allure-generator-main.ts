/**
 * Program of the process that makes the Allure page: loads Allure at once, reads results as they are offered, and makes
 * one page when no more come.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { isJsonObject } from '../nouns/json.js';
import { notInstalled, orderFrom, type GeneratorNews, type GeneratorWord } from './allure-generator.js';

// Whoever started it is gone: nobody waits for the page.
process.once('disconnect', () => process.exit(1));
// Ctrl-C reaches every process of a terminal. The page of what was run is still wanted.
process.on('SIGINT', () => undefined);

const say = (word: GeneratorWord): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(word, () => {
      resolve();
    });
  });

const news: GeneratorNews[] = [];
let wake = (): void => undefined;
process.on('message', (message: GeneratorNews) => {
  news.push(message);
  wake();
});
await say('ready');

const order = orderFrom(process.argv[2]);
const [allure, { PathResultFile }, { default: MarkdownIt }] = await Promise.all([
  import('@allurereport/core'),
  import('@allurereport/reader-api'),
  import('markdown-it'),
]).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(notInstalled);
});
const report = new allure.AllureReport(await allure.readConfig(order.cwd, order.config, {}));
await report.start();
const markdown = new MarkdownIt();

/** By name: a result is copied to where it stays while the page is made, and one that is read twice is a retry to Allure. */
const read = new Set<string>();

/** Allure's own way to read a file is a stream, which for thousands of small ones costs more than what is in them. */
async function readResult(path: string): Promise<void> {
  const name = basename(path);
  if (read.has(name)) return;
  read.add(name);
  const file = new PathResultFile(path);
  const bytes = (): Buffer => readFileSync(path);
  file.asBuffer = () => Promise.resolve(bytes());
  file.asUtf8String = () => Promise.resolve(bytes().toString('utf8'));
  file.asJson = <Value>() => Promise.resolve(rendered(JSON.parse(bytes().toString('utf8'))) as Value);
  await report.readResult(file);
}

/** A result with its description as Allure's page would render it, but while cases run instead of after the last. */
function rendered(result: unknown): unknown {
  if (!isJsonObject(result) || typeof result['description'] !== 'string') return result;
  return { descriptionHtml: markdown.render(result['description']), ...result };
}

let finished = false;
while (!finished) {
  const next = news.shift();
  if (next === undefined) await new Promise<void>((resolve) => (wake = resolve));
  else if ('finished' in next) finished = true;
  else for (const path of next.files) await readResult(path);
}
for (const folder of order.folders) {
  const names = readdirSync(folder).filter((name) => !name.endsWith('.tmp'));
  for (const name of names.toSorted()) await readResult(join(folder, name));
}
await report.done();
const tests = await report.store.allTestResults();
const results = [...read].filter((name) => name.endsWith('-result.json'));
if (tests.length !== results.length) {
  process.stderr.write(`its page would show ${tests.length} of ${results.length} results\n`);
  process.exit(1);
}
await say({ ids: tests.flatMap(({ fullName, id }) => (fullName === undefined ? [] : [[fullName, id]])) });
process.exit(0);

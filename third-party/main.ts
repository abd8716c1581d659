import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';

import { TargetError, Unproven } from '../src/nouns/errors.js';
import { writeAtomically } from '../src/report/write-atomically.js';
import { isAsExpected } from './compare.js';
import { examine, type Examination } from './examine.js';
import { findingsPage } from './findings-page.js';
import { install } from './install.js';
import { exitCodeOf, type Outcome } from './outcome.js';
import { pageInput } from './page-input.js';
import { writeReport } from './report.js';
import { readServer, serverNames, type Server } from './server.js';
import { differencesOf, tableOf } from './table.js';
import { writeUpdated } from './update.js';

const help = `npm run third-party -- [NAME ...] [options]

Installs authorisation servers that nobody here wrote, starts each on loopback, runs its profile against it and
compares with what was found and checked by hand: targets/third-party/NAME/findings.yaml.

  --at-once N  so many servers at the same time (2)
  --times N    every server is started and examined so often (1)
  --seed SEED  of the runs; else each run draws its own
  --no-skips   a server that cannot be installed here fails the run
  --update     write what was seen into findings.yaml; new entries wait for your reasons
  --page       write docs/findings.md and end
  --list       names and titles

Ends with 0 all as expected, 1 something differs, 2 a file or flag is wrong, 3 nothing was learnt, 4 a server or the
harness broke.
`;

const root = process.cwd();
const folder = join(root, 'targets', 'third-party');
const reports = join(root, 'reports', 'third-party');

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'at-once': { type: 'string', default: '2' },
      times: { type: 'string', default: '1' },
      seed: { type: 'string' },
      'no-skips': { type: 'boolean', default: false },
      update: { type: 'boolean', default: false },
      page: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return say(help);
  if (values.page) return writePage();
  const servers = chosen(positionals);
  if (values.list) return say(servers.map(({ name, title }) => `${name.padEnd(24)}${title}\n`).join(''));
  const times = numberIn('--times', values.times);
  const atOnce = numberIn('--at-once', values['at-once']);
  const installed: [Server, string | undefined][] = [];
  // One after the other: they share a folder and the package manager's lock.
  for (const server of servers) installed.push([server, await install(folder, server)]);
  const outcomes = await inTurn(installed, atOnce, async ([server, reason]) => {
    const outcome: Outcome =
      reason === undefined ? await conduct(server, times, values.seed) : { kind: 'skipped', server, reason };
    for (const line of differencesOf(outcome)) say(`${line}\n`);
    if (values.update && outcome.kind === 'examined') outcome.examinations.slice(0, 1).forEach(writeUpdated);
    return outcome;
  });
  const page = await writeReport(outcomes, reports);
  const skipped = outcomes.filter(({ kind }) => kind === 'skipped').length;
  say(`\n${tableOf(outcomes)}\n`);
  if (skipped > 0) say(`${skipped} of ${outcomes.length} SKIPPED: see above\n`);
  say(`report    ${relative(root, page)}\n`);
  return exitCodeOf(outcomes, { noSkips: values['no-skips'] });
}

function numberIn(flag: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new TargetError(`${flag} is a number of 1 or more, not ${text}`);
  }
  return number;
}

/** What `work` makes of each item, in their order, with at most so many at the same time. */
async function inTurn<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const left = items.map((item, index) => ({ item, index }));
  const results = new Map<number, R>();
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      results.set(next.index, await work(next.item));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}

function chosen(names: readonly string[]): readonly Server[] {
  const known = serverNames(folder);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new TargetError(`no server is called ${unknown.join(', ')}; known: ${known.join(', ')}`);
  }
  return (names.length > 0 ? names : known).map((name) => readServer(folder, name));
}

async function conduct(server: Server, times: number, seed: string | undefined): Promise<Outcome> {
  const examinations: Examination[] = [];
  try {
    for (let run = 1; run <= times; run += 1) {
      const started = Date.now();
      const own = join(reports, times === 1 ? server.name : `${server.name}-${run}`);
      const examination = await examine(server, own, seed);
      examinations.push(examination);
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      const outcome = isAsExpected(examination.comparison) ? 'as expected' : 'DIFFERENT';
      say(`${server.title} ${examination.version}: ${outcome} (${seconds} s)\n`);
    }
    return { kind: 'examined', server, examinations };
  } catch (error) {
    if (error instanceof TargetError) throw error;
    return { kind: 'broken', server, reason: error instanceof Error ? error.message : String(error) };
  }
}

async function writePage(): Promise<number> {
  const path = join(root, 'docs', 'findings.md');
  const page = findingsPage(pageInput(root));
  const before = readOrNothing(path);
  if (page !== before) await writeAtomically(path, page);
  return say(`${relative(root, path)}: ${page === before ? 'as it was' : 'written'}\n`);
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function say(text: string): number {
  process.stdout.write(text);
  return 0;
}

process.exitCode = await main().catch((error: unknown) => {
  const known = error instanceof TargetError || error instanceof Unproven;
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  return known || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true ? 2 : 4;
});

/**
 * `npm run bench`: what a run costs beside what the wire costs, as ratios of medians over paired rounds.
 * Flags: `--rounds N` (default 3), `--only NAME` (several), `--large N` (cases of the growth rows, default 10000),
 * `--page` (writes the tables into docs/performance.md).
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { format, resolveConfig } from 'prettier';

import { comparisons } from './comparisons.js';
import { openBenchLab } from './lab.js';
import { growth } from './growth.js';
import { table, type Row } from './table.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', multiple: true },
    large: { type: 'string', default: '10000' },
    /** Puts the tables into `docs/performance.md`. */
    page: { type: 'boolean' },
  },
});
const rounds = Number(values.rounds);
const wanted = (name: string): boolean => values.only?.includes(name) ?? true;

const lab = await openBenchLab();
const rows: Row[] = [];
try {
  for (const comparison of await comparisons(lab)) {
    if (!wanted(comparison.name)) continue;
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      // Interleaved, so that a slow minute of the machine falls on both.
      theirs.push(await comparison.theirs());
      ours.push(await comparison.ours());
      process.stderr.write(
        `${comparison.name} ${String(round + 1)}/${String(rounds)}: ${ours.at(-1)?.toFixed(0) ?? ''} ms against ${theirs.at(-1)?.toFixed(0) ?? ''} ms\n`,
      );
    }
    const { name, ratio, must, stretch } = comparison;
    rows.push({ name, ratio, must, stretch, ours, theirs });
  }
  const grown = wanted('growth') ? await growth(lab, [200, 1000, Number(values.large)]) : [];
  const text = table(rows, grown);
  mkdirSync('reports', { recursive: true });
  writeFileSync(
    join('reports', 'bench.json'),
    `${JSON.stringify({ rounds, rows, growth: grown }, null, 2)}\n`,
  );
  process.stdout.write(text);
  if (values.page === true) {
    const path = join('docs', 'performance.md');
    const block = `<!-- bench -->\n\n${text}\n<!-- /bench -->`;
    const page = readFileSync(path, 'utf8').replace(/<!-- bench -->[\s\S]*?<!-- \/bench -->/, () => block);
    // As `npm run lint` wants it.
    writeFileSync(path, await format(page, { ...(await resolveConfig(path)), parser: 'markdown' }));
  }
} finally {
  await lab.host.stop();
  rmSync(lab.folder, { recursive: true, force: true });
}

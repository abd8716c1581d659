/**
 * `npm run hostile [-- NAME[/PLACE] ...]`: runs the harness against every hostile behaviour at every place where it makes
 * sense, and prints a table. Exit code 1 when the harness took one wrongly.
 */
import { parseArgs } from 'node:util';

import { visible } from '../../src/evidence/visible.js';
import { attemptAll } from './attempt-all.js';
import { trials } from './catalogue.js';
import { momentsOf, openKillStand, type Killed } from './kill.js';
import { killedText, table } from './table.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    moments: { type: 'string', default: '20' },
    seed: { type: 'string', default: '8' },
    lanes: { type: 'string', default: '4' },
    verbose: { type: 'boolean', short: 'v' },
  },
});
const wanted = trials().filter(
  ({ name, place }) =>
    positionals.length === 0 ||
    positionals.includes(name) ||
    positionals.includes(`${name}/${place}`) ||
    positionals.includes(`/${place}`),
);
let done = 0;
const outcomes = await attemptAll(wanted, Number(values.lanes), ({ trial, wrong }) => {
  done += 1;
  if (wrong.length === 0) return;
  const lines = [`${done}/${wanted.length} ${trial.name} at ${trial.place}`, ...wrong].map(visible);
  process.stderr.write(`${lines.join('\n    ')}\n`);
});
process.stdout.write(table(outcomes, values.verbose === true));
const killed = positionals.length === 0 ? await killAll(Number(values.seed), Number(values.moments)) : [];
process.exitCode = [...outcomes, ...killed].every(({ wrong }) => wrong.length === 0) ? 0 : 1;

/** Kills as many runs at moments of a seed, and prints what remained of each. */
async function killAll(seed: number, count: number): Promise<readonly Killed[]> {
  const stand = await openKillStand();
  try {
    const results: Killed[] = [];
    process.stdout.write(`\nkill -9 at ${count} moments of seed ${seed}\n`);
    for (const moment of momentsOf(seed, count, stand.undisturbedMs)) {
      const one = await stand.kill(moment);
      results.push(one);
      process.stdout.write(`${killedText(one)}\n`);
    }
    const wrong = await stand.finish();
    process.stdout.write(`the next run: ${wrong.length === 0 ? 'clean' : wrong.join('; ')}\n`);
    return wrong.length === 0 ? results : results.map((one) => ({ ...one, wrong: [...one.wrong, ...wrong] }));
  } finally {
    await stand.close();
  }
}

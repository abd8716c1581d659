/**
 * `npm run hostile [-- NAME[/PLACE] ...]`: runs the harness against every hostile behaviour at every place where it makes
 * sense, and prints a table. Exit code 1 when the harness took one wrongly.
 */
import { parseArgs } from 'node:util';

import { visible } from '../../src/evidence/visible.js';
import { attemptAll } from './attempt-all.js';
import { trials } from './catalogue.js';
import { table } from './table.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { lanes: { type: 'string', default: '4' }, verbose: { type: 'boolean', short: 'v' } },
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
process.exitCode = outcomes.every(({ wrong }) => wrong.length === 0) ? 0 : 1;

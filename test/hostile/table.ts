import { visible } from '../../src/evidence/visible.js';
import type { Outcome } from './judge.js';
import type { Killed } from './kill.js';

/** The table of all trials, one line each; what is wrong stands below its line. */
export function table(outcomes: readonly Outcome[], verbose = false): string {
  const rows = outcomes.map(({ trial, seconds, peakMb, left, wrong, told, again }) => ({
    cells: [
      trial.name,
      trial.place,
      trial.due.kind,
      `${seconds.toFixed(1)} s`,
      wrong.length > 0 ? 'WRONG' : again === true ? 'right (2nd)' : 'right',
      `${peakMb} MB`,
      String(left),
    ],
    notes: [...wrong.map((line) => `! ${line}`), ...(verbose ? told : [])],
  }));
  const header = ['behaviour', 'place', 'due', 'ended in', 'verdict', 'peak', 'left'];
  const widths = header.map((title, index) =>
    Math.max(title.length, ...rows.map(({ cells }) => (cells[index] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    line(header),
    ...rows.flatMap(({ cells, notes }) => [
      line(cells),
      ...notes.map((note) => `    ${visible(note.slice(0, 600))}`),
    ]),
    '',
    summary(outcomes),
    '',
  ].join('\n');
}

function summary(outcomes: readonly Outcome[]): string {
  const names = new Set(outcomes.map(({ trial }) => trial.name));
  const wrong = outcomes.filter((one) => one.wrong.length > 0).length;
  const slowest = Math.max(...outcomes.map(({ seconds }) => seconds));
  const peak = Math.max(...outcomes.map(({ peakMb }) => peakMb));
  return (
    `${names.size} behaviours in ${outcomes.length} places: ${outcomes.length - wrong} right, ${wrong} wrong; ` +
    `slowest ${slowest.toFixed(1)} s, largest peak ${peak} MB`
  );
}

/** One run that was killed, in a line. */
export function killedText({ after, alone, records, before, left, wrong }: Killed): string {
  const ledger = records === undefined ? 'no ledger yet' : `${records} records`;
  const what = `${String(after).padStart(6)} ms  ${alone ? 'the command alone' : 'with all it started'}`;
  const state = wrong.length === 0 ? 'right' : `WRONG ${wrong.map(visible).join('; ')}`;
  return `${what.padEnd(32)}${ledger.padEnd(15)}${before} registered, ${left} left and told  ${state}`;
}

import type { Comparison } from './comparisons.js';
import type { Growth } from './growth.js';

/** A comparison with what was timed, in milliseconds, one entry per round. */
export interface Row extends Pick<Comparison, 'name' | 'ratio' | 'must' | 'stretch'> {
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
}

/** Middle of the values; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
}

/** The ratio of each round, which a slow minute of the machine leaves alone. */
export function ratios({ ours, theirs }: Row): readonly number[] {
  return ours.map((own, round) => own / (theirs[round] ?? NaN));
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const seconds = (ms: number): string => (ms / 1000).toFixed(2);
const goal = (value: number): string => (Number.isFinite(value) ? String(value) : '');

/** The figures as Markdown tables. */
export function table(rows: readonly Row[], growth: readonly Growth[]): string {
  const lines = [
    row(['comparison', 'ratio, median', 'least to most', 'must', 'stretch', 'ours, s', 'beside, s']),
    row(['---', '---:', '---:', '---:', '---:', '---:', '---:']),
    ...rows.map((one) => {
      const each = ratios(one);
      const middle = median(each);
      const missed = middle > one.must ? ' (missed)' : '';
      return row([
        one.ratio,
        `${middle.toFixed(2)}${missed}`,
        `${Math.min(...each).toFixed(2)} to ${Math.max(...each).toFixed(2)}`,
        goal(one.must),
        goal(one.stretch),
        seconds(median(one.ours)),
        seconds(median(one.theirs)),
      ]);
    }),
    '',
  ];
  if (growth.length === 0) return lines.join('\n');
  const [small] = growth;
  return [
    ...lines,
    row([
      'cases',
      'plan from YAML, s',
      'plan from cache, s',
      'run, s',
      'run per case, ms',
      'worker, MiB',
      'memory, ratio',
    ]),
    row(['---:', '---:', '---:', '---:', '---:', '---:', '---:']),
    ...growth.map(({ cases, planColdMs, planWarmMs, runMs, workerMiB }) =>
      row([
        String(cases),
        seconds(planColdMs),
        seconds(planWarmMs),
        seconds(runMs),
        (runMs / cases).toFixed(1),
        workerMiB.toFixed(0),
        (workerMiB / (small?.workerMiB ?? NaN)).toFixed(2),
      ]),
    ),
    '',
  ].join('\n');
}

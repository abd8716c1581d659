import type { CaseRecord } from '../nouns/finding.js';
import { groupBy } from './group-by.js';

/** How fast an endpoint answered during a run; milliseconds. */
export interface ResponseTimes {
  /** `register`, `read` …: the action, which tells the endpoint and the method. */
  readonly action: string;
  readonly answers: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** Response times of the answers of a run per action, in the order of first use; requests without an answer do not count. */
export function responseTimes(cases: readonly CaseRecord[]): readonly ResponseTimes[] {
  const answered = cases
    .flatMap(({ steps }) => steps.flatMap(({ exchanges }) => exchanges))
    .filter(({ outcome }) => outcome.kind === 'answer');
  return [...groupBy(answered, ({ action }) => action)].map(([action, exchanges]) => {
    const sorted = exchanges.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
    return {
      action,
      answers: sorted.length,
      p50: quantile(sorted, 0.5),
      p95: quantile(sorted, 0.95),
      max: quantile(sorted, 1),
    };
  });
}

/** Nearest-rank quantile: a time that was really measured. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

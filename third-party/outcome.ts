import { isAsExpected } from './compare.js';
import type { Examination } from './examine.js';
import type { Server } from './server.js';

/** What became of a server: examined so and so often, or not, and why. */
export type Outcome =
  | { readonly kind: 'examined'; readonly server: Server; readonly examinations: readonly Examination[] }
  | { readonly kind: 'skipped'; readonly server: Server; readonly reason: string }
  | { readonly kind: 'broken'; readonly server: Server; readonly reason: string };

/** Whether every run against the server came out as expected. */
export function isConfirmed(outcome: Outcome): boolean {
  return outcome.kind === 'examined' && outcome.examinations.every((one) => isAsExpected(one.comparison));
}

/** 0: all as expected; 1: a difference; 3: nothing was learnt; 4: a server or the harness broke. */
export function exitCodeOf(outcomes: readonly Outcome[], options: { readonly noSkips: boolean }): number {
  if (outcomes.some(({ kind }) => kind === 'broken')) return 4;
  if (outcomes.some((outcome) => outcome.kind === 'examined' && !isConfirmed(outcome))) return 1;
  const skipped = outcomes.filter(({ kind }) => kind === 'skipped').length;
  return skipped === outcomes.length || (options.noSkips && skipped > 0) ? 3 : 0;
}

import type { Trial } from './catalogue.js';
import type { Outcome } from './judge.js';
import { openLane } from './lane.js';
import { openStand, type Stand } from './stand.js';

/** Attempts all trials, several at once; outcomes keep the order of the trials. */
export async function attemptAll(
  trials: readonly Trial[],
  parallel: number,
  onOutcome: (outcome: Outcome) => void = () => undefined,
): Promise<readonly Outcome[]> {
  const stand = await openStand();
  try {
    const outcomes = new Array<Outcome>(trials.length);
    let next = 0;
    const work = async (): Promise<void> => {
      const lane = await openLane(stand);
      try {
        for (let index = next++; index < trials.length; index = next++) {
          const outcome = await lane.attempt(trials[index] as Trial);
          outcomes[index] = outcome;
          onOutcome(outcome);
        }
      } finally {
        await lane.close();
      }
    };
    await Promise.all(Array.from({ length: Math.min(parallel, trials.length) }, work));
    return await again(outcomes, stand);
  } finally {
    await stand.close();
  }
}

/**
 * On a busy machine an honest answer may miss a short deadline. What went wrong is attempted once more, alone and with
 * five times as long; what is wrong then is wrong.
 */
async function again(outcomes: readonly Outcome[], stand: Stand): Promise<readonly Outcome[]> {
  if (outcomes.every(({ wrong }) => wrong.length === 0)) return outcomes;
  const lane = await openLane(stand, 5);
  try {
    const settled: Outcome[] = [];
    for (const outcome of outcomes) {
      settled.push(
        outcome.wrong.length === 0 ? outcome : { ...(await lane.attempt(outcome.trial)), again: true },
      );
    }
    return settled;
  } finally {
    await lane.close();
  }
}

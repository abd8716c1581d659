import type { Trial } from './catalogue.js';
import type { Outcome } from './judge.js';
import { openLane } from './lane.js';
import { openStand } from './stand.js';

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
    return outcomes;
  } finally {
    await stand.close();
  }
}

import { showPlace, type Place } from './place.js';

/** The user's scenario is wrong; nothing runs (exit code 2). */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly place: Place;
  constructor(place: Place, message: string) {
    super(`${showPlace(place)}  ${message}`);
    this.place = place;
  }
}

/** The user's target file, flag or key is wrong; nothing runs (exit code 2). */
export class TargetError extends Error {
  override readonly name = 'TargetError';
}

/** Nothing could be learnt: set-up or control failed (exit code 3). */
export class Unproven extends Error {
  override readonly name = 'Unproven';
}

/** Our own fault (exit code 4). */
export class HarnessError extends Error {
  override readonly name = 'HarnessError';
}

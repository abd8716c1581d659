import { randomBytes } from 'node:crypto';

/** A seed for a run that was given none. */
export function freshSeed(): string {
  return randomBytes(8).toString('hex');
}

import type { CaseRecord } from '../nouns/finding.js';
import { matchesAddress } from '../plan/address-pattern.js';
import { judgeSteps, type Bench } from './judge.js';
import { verdictOf, type Judged, type PlacedWaiver } from './verdict.js';

/** The part of a record that a verdict rests on. */
export type Testimony = Pick<CaseRecord, 'address' | 'expected' | 'steps' | 'controls'>;

/** What decides beside the evidence. */
export interface Rules {
  readonly bench: Bench;
  readonly waivers: readonly PlacedWaiver[];
  /** `YYYY-MM-DD`: waivers end. */
  readonly today: string;
}

/**
 * Judges a case from what its record stores, and from nothing else: a run and whoever checks its ledger years later
 * come to the same verdict. `cause`: why no step was done at all.
 */
export function judgeCase(
  testimony: Testimony,
  cause: string | undefined,
  { bench, waivers, today }: Rules,
): Judged & Pick<CaseRecord, 'findings'> {
  const { address, expected = [], steps, controls } = testimony;
  const performed = expected.filter((one) => one.cause === undefined).length;
  const given = steps.slice(0, steps.length - performed);
  const records = steps.slice(given.length).values();
  const evidence = expected.map((one) => ({
    ...one,
    record: one.cause === undefined ? records.next().value : undefined,
  }));
  const findings = judgeSteps(evidence, given, controls, bench);
  const own = waivers.filter((waiver) => matchesAddress(waiver.case, address));
  return { findings, ...verdictOf(address, findings, own, today, cause) };
}

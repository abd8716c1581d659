import type { Waiver } from '../nouns/target.js';
import { matchesAddress } from './address-pattern.js';

/** Every waiver whose pattern names a case. */
export function waiversFor(waivers: readonly Waiver[], address: string): readonly Waiver[] {
  return waivers.filter((waiver) => matchesAddress(waiver.case, address));
}

/** The first waiver that excuses a check (`status`) of a case; without `check`, one that excuses the whole case. */
export function matchWaiver(waivers: readonly Waiver[], address: string, check?: string): Waiver | undefined {
  return waiversFor(waivers, address).find((waiver) => waiver.check === undefined || waiver.check === check);
}

/** Waivers whose pattern matches no case at all: a fault of the target file. */
export function unmatchedWaivers(
  waivers: readonly Waiver[],
  addresses: readonly string[],
): readonly Waiver[] {
  return waivers.filter((waiver) => !addresses.some((address) => matchesAddress(waiver.case, address)));
}

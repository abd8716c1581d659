import type { Edition, Ledger, Requirement } from '../nouns/requirement.js';
import type { Applies } from '../nouns/scenario.js';

/** Whether a requirement binds on a day (`YYYY-MM-DD`); its first and last day are within. */
export function isInForce(requirement: Pick<Requirement, 'from' | 'until'>, asOf: string): boolean {
  return outsideWindow(requirement, asOf) === undefined;
}

/** Why a window does not hold a day, or undefined when it does. */
export function outsideWindow(window: Pick<Applies, 'from' | 'until'>, asOf: string): string | undefined {
  if (window.from !== undefined && asOf < window.from)
    return `not in force on ${asOf}: binds from ${window.from}`;
  if (window.until !== undefined && asOf > window.until)
    return `not in force on ${asOf}: bound until ${window.until}`;
  return undefined;
}

/** The edition of the standard that was the latest on a day; undefined before the first. */
export function editionOn(ledger: Pick<Ledger, 'editions'>, date: string): Edition | undefined {
  return ledger.editions.findLast(({ published }) => published <= date);
}

/** The day on which an edition was published, `YYYY-MM-DD`; undefined when the ledger does not know it. */
export function dateOfEdition(ledger: Pick<Ledger, 'editions'>, version: string): string | undefined {
  return ledger.editions.find((edition) => edition.version === version)?.published;
}

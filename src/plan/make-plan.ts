import type { Case, Plan } from '../nouns/case.js';
import { ScenarioError, TargetError } from '../nouns/errors.js';
import type { Ledger } from '../nouns/requirement.js';
import type { Target } from '../nouns/target.js';
import type { Book } from '../scenario/book.js';
import { didYouMean } from '../scenario/nearest.js';
import { expand } from './expand.js';
import { dateOfEdition, editionOn } from './window.js';

/**
 * Everything that a run needs to know beforehand. In the plan's target `asOf` is a day, also where the file names an
 * edition. Raises TargetError when profile or edition do not fit the book, ScenarioError when two cases have one address.
 */
export function makePlan({
  book,
  target: written,
}: {
  readonly book: Pick<Book, 'ledger' | 'chapters'>;
  readonly target: Target;
}): Plan {
  const { ledger, chapters } = book;
  if (written.profile !== ledger.profile) {
    throw new TargetError(
      `${written.file}  the target is of profile '${written.profile}', the book of '${ledger.profile}'`,
    );
  }
  const asOf = dayOf(written, ledger);
  const edition = editionOn(ledger, asOf);
  if (edition === undefined) {
    const first = ledger.editions[0];
    throw new TargetError(
      `${written.file}  asOf: no edition of the standard before ${first?.published ?? 'any day'}, found ${asOf}`,
    );
  }
  const target = { ...written, asOf };
  const cases = expand(chapters, ledger, target);
  refuseRepetition(cases);
  return {
    version: 1,
    profile: ledger.profile,
    target,
    standard: { version: edition.version, asOf },
    ledger,
    cases,
  };
}

function dayOf({ asOf, file }: Target, ledger: Ledger): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(asOf)) return asOf;
  const day = dateOfEdition(ledger, asOf);
  if (day !== undefined) return day;
  const versions = ledger.editions.map(({ version }) => version);
  throw new TargetError(`${file}  asOf: unknown edition '${asOf}'${didYouMean(asOf, versions)}`);
}

function refuseRepetition(cases: readonly Case[]): void {
  const seen = new Set<string>();
  for (const { address, at } of cases) {
    if (seen.has(address)) throw new ScenarioError(at, `two cases have the address '${address}'`);
    seen.add(address);
  }
}

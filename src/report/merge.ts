import { TargetError } from '../nouns/errors.js';
import type { CaseRecord } from '../nouns/finding.js';
import { assemble, type LedgerFooter, type LedgerHeader, type RunLedger } from './ledger-file.js';

/** A ledger and where it came from. */
export interface Part {
  readonly name: string;
  readonly run: RunLedger;
}

/** What all parts of one run have in common. */
const common: readonly (readonly [string, (header: LedgerHeader) => unknown])[] = [
  ['target', ({ target }) => target.name],
  ['profile', ({ profile }) => profile],
  ['standard', ({ standard }) => `${standard.version} as of ${standard.asOf}`],
  ['tool', ({ tool }) => tool.version],
  ['number of planned cases', ({ plan }) => plan.cases],
  ['list of requirements', ({ ledger }) => ledger.requirements.map(({ id }) => id).join()],
];

/**
 * The parts of a sharded run as one run. Pure. The seed is that of all parts, or all seeds joined by `+`; the times span
 * the parts. @throws TargetError when the parts are not of one run, or hold a case twice.
 */
export function mergeRuns(parts: readonly Part[]): RunLedger {
  const [first, ...others] = parts;
  if (first === undefined) throw new TargetError('there is nothing to merge');
  for (const other of others) {
    for (const [what, of] of common) {
      const [one, two] = [of(first.run.header), of(other.run.header)];
      if (one !== two) {
        throw new TargetError(
          `${other.name}: is of another run than ${first.name}: the ${what} is ${String(two)}, not ${String(one)}`,
        );
      }
    }
  }
  const owners = new Map<string, string>();
  for (const { name, run } of parts) {
    for (const { address } of run.cases) {
      const owner = owners.get(address);
      if (owner !== undefined) throw new TargetError(`${name}: ${address} was run in ${owner} already`);
      owners.set(address, name);
    }
  }
  const cases = parts.flatMap(({ run }) => run.cases).toSorted(byStart);
  const header = mergedHeader(
    parts.map(({ run }) => run.header),
    first.run.header,
  );
  const footer = mergedFooter(parts, header, cases.length);
  return assemble(header, cases, footer);
}

function mergedHeader(headers: readonly LedgerHeader[], first: LedgerHeader): LedgerHeader {
  const issuers = new Set(headers.map(({ target }) => target.issuer));
  return {
    ...first,
    // An embedded holder listens on another port in each shard.
    target: { ...first.target, issuer: issuers.size === 1 ? first.target.issuer : null },
    seed: [...new Set(headers.map(({ seed }) => seed))].join('+'),
    started: headers.map(({ started }) => started).toSorted()[0] ?? first.started,
  };
}

/** No footer, so an incomplete run, when one of the parts was cut short. */
function mergedFooter(parts: readonly Part[], header: LedgerHeader, cases: number): LedgerFooter | undefined {
  if (!parts.every(({ run }) => run.complete)) return undefined;
  const finished =
    parts
      .flatMap(({ run }) => run.footer?.finished ?? [])
      .toSorted()
      .at(-1) ?? header.started;
  return {
    kind: 'footer',
    finished,
    durationMs: Math.max(0, Date.parse(finished) - Date.parse(header.started)),
    cases,
  };
}

function byStart(one: CaseRecord, other: CaseRecord): number {
  return one.started < other.started ? -1 : one.started > other.started ? 1 : 0;
}

import { readFile } from 'node:fs/promises';
import type { PlacedWaiver } from '../judge/verdict.js';
import { TargetError } from '../nouns/errors.js';
import type { CaseRecord } from '../nouns/finding.js';
import type { Flag } from '../nouns/flag.js';
import { isJsonObject, type JsonObject } from '../nouns/json.js';
import type { Flow, Ledger } from '../nouns/requirement.js';
import { errorMessage } from '../nouns/thrown.js';
import { writeAtomically } from './write-atomically.js';

/** First line of a ledger file: what was run against whom. The format is documented by `ledger.schema.json`. */
export interface LedgerHeader {
  readonly kind: 'header';
  readonly schema: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** The issuer is null when the target could not be asked for it. */
  readonly target: {
    readonly name: string;
    readonly issuer: string | null;
    /** The target's server certificates were not verified. */
    readonly insecure?: true;
    /** How it was found, and what was guessed of it. */
    readonly notes?: readonly string[];
  };
  readonly profile: string;
  readonly standard: { readonly version: string; readonly asOf: string };
  readonly seed: string;
  /** ISO 8601, UTC. */
  readonly started: string;
  /** The flows that the target offers. */
  readonly flows: readonly Flow[];
  readonly ledger: Ledger;
  /** How many cases the plan holds, whether or not they were selected to run. */
  readonly plan: { readonly cases: number; readonly name?: string };
  /** Flags by which the command judges the same target by the same book again. */
  readonly again?: readonly Flag[];
  /** The target file's waivers, so that verdicts can be judged again. */
  readonly waivers?: readonly PlacedWaiver[];
  readonly facts: JsonObject;
}

/** What every view of a run says first when the target's certificates were not verified. */
export const insecureNotice =
  'INSECURE: the target’s certificates were not verified; nothing shown here binds.';

/** Last line of a ledger file; without it the run was interrupted. */
export interface LedgerFooter {
  readonly kind: 'footer';
  readonly finished: string;
  readonly durationMs: number;
  /** How many cases were to run: a ledger that holds fewer was cut short. */
  readonly cases: number;
}

export type LedgerLine = LedgerHeader | CaseRecord | LedgerFooter;

/** A run as it was recorded. `complete`: it was finished, and no record is missing. */
export interface RunLedger {
  readonly header: LedgerHeader;
  readonly cases: readonly CaseRecord[];
  readonly footer?: LedgerFooter;
  readonly complete: boolean;
}

/** One line of the file, line feed included. */
export function ledgerLine(line: LedgerLine): string {
  return `${JSON.stringify(line)}\n`;
}

/**
 * A ledger from its text (JSON Lines). A case recorded twice counts by its last record; a last line that was cut short
 * by a crash is dropped. @throws TargetError naming file and line when it is not a ledger.
 */
export function parseLedger(text: string, file: string): RunLedger {
  const rows = text.split('\n');
  // What follows the last line feed is either nothing or a line that was never finished.
  rows.pop();
  const lines = rows.map((row, index) => parseLine(row, `${file}:${index + 1}`));
  const [header, ...rest] = lines;
  if (header === undefined) {
    throw new TargetError(
      `${file}: not a ledger: the run ended before its first line was written, or the file is another; run it again`,
    );
  }
  if (header.kind !== 'header') throw new TargetError(`${file}: not a ledger: the first line is no header`);
  const cases = new Map<string, CaseRecord>();
  let footer: LedgerFooter | undefined;
  for (const [index, line] of rest.entries()) {
    if (line.kind === 'header' || footer !== undefined) {
      throw new TargetError(`${file}:${index + 2}: a ledger has one header, then its cases, then one footer`);
    }
    if (line.kind === 'case') cases.set(line.address, line);
    else footer = line;
  }
  return assemble(header, [...cases.values()], footer);
}

/** A run from its parts. */
export function assemble(
  header: LedgerHeader,
  cases: readonly CaseRecord[],
  footer?: LedgerFooter,
): RunLedger {
  return footer === undefined
    ? { header, cases, complete: false }
    : { header, cases, footer, complete: footer.cases === cases.length };
}

/** Reads a ledger file. @throws TargetError when it is missing or not a ledger. */
export async function readLedger(file: string): Promise<RunLedger> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new TargetError(`${file}: cannot be read (${errorMessage(error)})`);
  });
  return parseLedger(text, file);
}

/** Writes a ledger in one go. A running harness appends `ledgerLine`s instead. */
export async function writeLedger(file: string, run: RunLedger): Promise<void> {
  const lines = [run.header, ...run.cases, ...(run.footer === undefined ? [] : [run.footer])];
  await writeAtomically(file, lines.map(ledgerLine).join(''));
}

function parseLine(row: string, where: string): LedgerLine {
  let value: unknown;
  try {
    value = JSON.parse(row);
  } catch {
    throw new TargetError(`${where}: not a ledger: this line is not JSON`);
  }
  if (!isJsonObject(value)) throw new TargetError(`${where}: not a ledger: this line is not an object`);
  if (value.kind === 'header' && value.schema !== 1) {
    throw new TargetError(
      `${where}: ledger format ${JSON.stringify(value.schema)} is not known here; this version reads 1`,
    );
  }
  if (value.kind !== 'header' && value.kind !== 'case' && value.kind !== 'footer') {
    throw new TargetError(
      `${where}: not a ledger: the kind is ${JSON.stringify(value.kind)}, not header, case or footer`,
    );
  }
  // Written by ledgerLine; the schema of docs/schema says the same to other tools.
  return value as unknown as LedgerLine;
}

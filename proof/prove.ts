import type { Case } from '../src/nouns/case.js';
import type { CaseRecord } from '../src/nouns/finding.js';
import { makeDice, type Dice } from '../src/recipient/dice.js';
import type { KnownFault, KnownVariation } from './catalogue.js';
import type { Expected } from './expected.js';
import type { Lab } from './lab.js';
import { namesOfFindings, voicesOf } from './voices.js';

/** What a fault made the cases of one target say. */
export interface FaultResult {
  readonly fault: KnownFault;
  readonly target: string;
  readonly heard: readonly string[];
  /** Listed, but silent. */
  readonly missing: readonly string[];
  /** Spoke, but not listed. */
  readonly surplus: readonly string[];
  /** Catalogue numbers of the requirements that the unmet expectations cover. */
  readonly broken: readonly string[];
}

export interface VariationResult {
  /** Cases that were run, and false alarms, by group of the ledger. */
  readonly byGroup: ReadonlyMap<string, { readonly cases: number; readonly alarms: number }>;
  readonly variation: KnownVariation;
  readonly target: string;
  readonly cases: number;
  readonly falseAlarms: readonly string[];
  /** Warnings and notes that the unvaried holder does not earn: a variation may, but each should be known. */
  readonly advice: readonly string[];
}

/** Whether a voice says "not met" (a warning or a note is no alarm) or "not shown". */
export function isAlarm(voice: string): boolean {
  return / \(fail\)$| (unproven|harness-error)$/.test(voice);
}

/**
 * The cases by which a fault's list was made: those that cover a requirement that it breaks, and some others that must
 * stay silent. The same for a fault and a book at every call, so a list is complete for these cases.
 */
export function examined(lab: Lab, covering: ReadonlySet<string>, seed: string): readonly Case[] {
  const dice = makeDice(seed, 'sample');
  const close = lab.cases.filter((one) => one.covers.some((id) => covering.has(id)));
  const others = lab.cases.filter((one) => !close.includes(one));
  const chosen = new Set([...pick(close, 150, dice), ...pick(others, 25, dice)]);
  return lab.cases.filter((one) => chosen.has(one));
}

/** A part of the examined cases: those that must speak, and some that must not. */
export function spotCheck(
  cases: readonly Case[],
  listed: readonly string[],
  most: { readonly speaking: number; readonly silent: number },
  seed: string,
): readonly Case[] {
  const dice = makeDice(seed, 'spot check');
  const addresses = new Set(listed.map(addressOf));
  const chosen = new Set([
    ...pick(
      cases.filter(({ address }) => addresses.has(address)),
      most.speaking,
      dice,
    ),
    ...pick(
      cases.filter(({ address }) => !addresses.has(address)),
      most.silent,
      dice,
    ),
  ]);
  return cases.filter((one) => chosen.has(one));
}

/** So many of the items, by chance. */
function pick<Item>(items: readonly Item[], count: number, dice: Dice): readonly Item[] {
  if (items.length <= count) return items;
  const picked = new Set<Item>();
  while (picked.size < count) {
    const item = items[Number.parseInt(dice.hex(4), 16) % items.length];
    if (item !== undefined) picked.add(item);
  }
  return [...picked];
}

/** `chapter/scenario[row]@flow`: a row may hold spaces. */
export function addressOf(voice: string): string {
  return /^(.*@(?:code|hybrid)) /.exec(voice)?.[1] ?? voice;
}

export function compare(
  fault: KnownFault,
  target: string,
  records: readonly CaseRecord[],
  expected: Expected | undefined,
  numberOf: (requirement: string) => string,
): FaultResult {
  const heard = records.flatMap(voicesOf);
  const listed = expected?.speaks[target] ?? [];
  const ran = new Set(records.map(({ address }) => address));
  const broken = records.flatMap(({ findings }) =>
    findings.filter(({ verdict }) => verdict === 'unmet').flatMap(({ covers }) => covers.map(numberOf)),
  );
  return {
    fault,
    target,
    heard,
    missing: listed.filter((name) => !heard.includes(name) && (ran.has(addressOf(name)) || !ran.size)),
    surplus: heard.filter((name) => !listed.includes(name)),
    broken: [...new Set(broken)],
  };
}

/** Every expectation that a set of records holds, by name, with the requirements that it covers. */
export function allNames(records: readonly CaseRecord[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    records.flatMap((record) => {
      const names = namesOfFindings(record);
      return record.findings.map(({ covers }, index) => [names[index] ?? '', covers] as const);
    }),
  );
}

/** Cases and false alarms of some records by group; `groupOf` names the group of a requirement's id. */
export function tallyByGroup(
  records: readonly CaseRecord[],
  groupOf: (requirement: string) => string | undefined,
): VariationResult['byGroup'] {
  const tally = new Map<string, { cases: number; alarms: number }>();
  for (const record of records) {
    const group = groupOf(record.covers[0] ?? '') ?? '';
    const { cases, alarms } = tally.get(group) ?? { cases: 0, alarms: 0 };
    tally.set(group, { cases: cases + 1, alarms: alarms + voicesOf(record).filter(isAlarm).length });
  }
  return tally;
}

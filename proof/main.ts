import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { parse } from 'yaml';

import type { CaseRecord } from '../src/nouns/finding.js';
import { knownFaults, knownVariations, type KnownVariation } from './catalogue.js';
import {
  readExpected,
  removeExpectation,
  strayExpectations,
  writeExpected,
  type Expected,
} from './expected.js';
import { inventoryOf, inventoryTroubles, writeInventory } from './inventory.js';
import { openLab, type Lab } from './lab.js';
import {
  allNames,
  examined,
  spotCheck,
  compare,
  tallyByGroup,
  isAlarm,
  type FaultResult,
  type VariationResult,
} from './prove.js';
import { writeProofLine, writeProofPage } from './page.js';
import { openBook } from '../src/run/compile.js';
import { judgeProof, printProof, type Proof } from './report.js';
import { voicesOf } from './voices.js';

const { values } = parseArgs({
  options: {
    /** Every case for every fault and every variation. */
    full: { type: 'boolean' },
    /** Write the lists of what speaks from a full run, for review. */
    update: { type: 'boolean' },
    /** Only faults without a list. */
    missing: { type: 'boolean' },
    only: { type: 'string', multiple: true },
    /** Only what `proof/smoke.yaml` names. */
    smoke: { type: 'boolean' },
    seed: { type: 'string' },
    parallel: { type: 'string' },
    targets: { type: 'string' },
    'skip-variations': { type: 'boolean' },
    'skip-faults': { type: 'boolean' },
  },
});

const root = process.cwd();
const folder = join(root, 'proof', 'faults');
const seed = values.seed ?? 'proof';
const full = values.full === true;
/** Names of target files; after a colon, with which cases the addresses begin that are run there. */
const targets = (values.targets ?? 'reference,reference-today,reference-polling:register/').split(',');
const smoke = parse(readFileSync(join(root, 'proof', 'smoke.yaml'), 'utf8')) as {
  readonly faults: readonly string[];
  readonly variations: readonly string[];
};
const only = values.smoke === true ? [...smoke.faults, ...smoke.variations] : values.only;
const wanted = (name: string): boolean => only?.includes(name) ?? true;

const ledger = parse(readFileSync(join(root, 'scenarios', 'cdr-au', 'requirements.yaml'), 'utf8')) as {
  groups: readonly { id: string; title: string }[];
  requirements: Record<string, { catalogue: string; group: string }>;
};
const numbers = new Map(
  Object.entries(ledger.requirements).map(([id, { catalogue }]) => [id, catalogue] as const),
);
const groupOfId = (id: string): string | undefined => ledger.requirements[id]?.group;
const numberOf = (id: string): string => numbers.get(id) ?? id;

const idsOf = (catalogue: readonly string[]): readonly string[] =>
  [...numbers].filter(([, number]) => catalogue.includes(number)).map(([id]) => id);
/** A fault that another target hears need not be run where nobody is listed. */
const hasVoice = (expected: Expected | undefined): boolean =>
  expected !== undefined && Object.values(expected.speaks).some((names) => names.length > 0);

const faults =
  values['skip-faults'] === true
    ? []
    : knownFaults().filter(
        ({ name }) => wanted(name) && (values.missing !== true || readExpected(folder, name) === undefined),
      );
const variations =
  values['skip-variations'] === true ? [] : knownVariations().filter(({ name }) => wanted(name));
const faultResults: FaultResult[] = [];
const variationResults: VariationResult[] = [];
const expectations = new Map<string, readonly string[]>();
const covered = new Map<string, string>();
/** What was otherwise at the second attempt, one case at a time: told, since a busy machine must not hide a flaw. */
const unsteady: string[] = [];
const updates = new Map<string, Record<string, readonly string[]>>();

for (const wantedTarget of targets) {
  const [target = '', within] = wantedTarget.split(':');
  const lab = await openLab({
    ...(within === undefined ? {} : { within }),
    root,
    target: join('targets', `${target}.yaml`),
    seed,
    parallel: Number(values.parallel ?? 4),
  });
  try {
    await measureTarget(target, lab, within === undefined ? variations : []);
  } finally {
    await lab.close();
  }
}

/** Variations are measured where the whole book is run. */
async function measureTarget(target: string, lab: Lab, variations: readonly KnownVariation[]): Promise<void> {
  const sound = await lab.measure({}, lab.cases);
  const usual = new Set(sound.flatMap(voicesOf));
  const noise = [...usual].filter(isAlarm);
  if (noise.length > 0) throw new Error(`the sound holder sets off alarms:\n${noise.join('\n')}`);
  for (const [name, ids] of allNames(sound)) expectations.set(name, ids);
  for (const { findings } of sound) {
    for (const finding of findings) for (const id of finding.covers) covered.set(id, numberOf(id));
  }
  for (const fault of faults) {
    const expected = readExpected(folder, fault.name);
    const listed = expected?.speaks[target] ?? [];
    // What one target hears, the next one need not be asked.
    const heardBefore =
      values.update === true ? Object.keys(updates.get(fault.name) ?? {}).length > 0 : hasVoice(expected);
    if (!full && listed.length === 0 && heardBefore) continue;
    const scope =
      full || fault.everywhere === true
        ? lab.cases
        : examined(lab, new Set(idsOf(fault.breaks)), seed + fault.name);
    const cases =
      full || values.update === true ? scope : spotCheck(scope, listed, { speaking: 6, silent: 2 }, seed);
    const attempt = async (atOnce?: number): Promise<FaultResult> => {
      const records = await measured(`${target} fault ${fault.name}`, () =>
        lab.measure({ faults: [fault.name] }, cases, atOnce),
      );
      return compare(fault, target, records, expected, numberOf);
    };
    const result = await steadily(
      `${target} fault ${fault.name}`,
      fault.alone === true ? 1 : undefined,
      attempt,
      ({ missing, surplus }) => (values.update === true ? [] : [...missing, ...surplus]),
    );
    faultResults.push(result);
    const update = updates.get(fault.name) ?? {};
    if (result.heard.length > 0) update[target] = result.heard;
    updates.set(fault.name, update);
    if (values.update === true) writeList(fault.name, update);
  }
  for (const variation of variations) {
    const some = { speaking: 0, silent: Math.ceil(lab.cases.length / 12) };
    const cases = full ? lab.cases : spotCheck(lab.cases, [], some, seed + variation.name);
    const attempt = (atOnce?: number): Promise<readonly CaseRecord[]> =>
      measured(`${target} variation ${variation.name}`, () =>
        lab.measure({ variations: [variation.name] }, cases, atOnce),
      );
    const records = await steadily(`${target} variation ${variation.name}`, undefined, attempt, (seen) =>
      seen.flatMap(voicesOf).filter(isAlarm),
    );
    const heard = records.flatMap(voicesOf);
    variationResults.push({
      variation,
      target,
      cases: records.length,
      byGroup: tallyByGroup(records, groupOfId),
      falseAlarms: heard.filter(isAlarm),
      advice: heard.filter((voice) => !isAlarm(voice) && !usual.has(voice)),
    });
  }
}

/** Measures, and where that is not as it should be once more, one case at a time. `troubles`: what differs, in words. */
async function steadily<Result>(
  label: string,
  atOnce: number | undefined,
  attempt: (atOnce?: number) => Promise<Result>,
  troubles: (result: Result) => readonly string[],
): Promise<Result> {
  const first = await attempt(atOnce);
  const differing = troubles(first);
  if (differing.length === 0) return first;
  unsteady.push(`${label}: ${differing.join(', ')}`);
  return attempt(1);
}

async function measured(
  label: string,
  measure: () => Promise<readonly CaseRecord[]>,
): Promise<readonly CaseRecord[]> {
  const started = Date.now();
  const records = await measure();
  process.stderr.write(`${label}: ${String(records.length)} cases, ${String(Date.now() - started)} ms\n`);
  return records;
}

if (
  values.update === true &&
  only === undefined &&
  values.missing !== true &&
  values['skip-faults'] !== true
) {
  for (const stray of strayExpectations(
    folder,
    faults.map(({ name }) => name),
  ))
    removeExpectation(folder, stray);
}

/** Writes a list at once, so that an interrupted update loses nothing. */
function writeList(fault: string, speaks: Record<string, readonly string[]>): void {
  const reason = readExpected(folder, fault)?.silent ?? 'no expectation hears it yet';
  const silent = Object.keys(speaks).length === 0 ? reason : undefined;
  writeExpected(folder, { fault, speaks, ...(silent === undefined ? {} : { silent }) });
}

// What was just written is what is now expected.
const judged =
  values.update === true
    ? faultResults.map((result) => ({ ...result, missing: [], surplus: [] }))
    : faultResults;
const inventory = join(root, 'proof', 'expectations.txt');
const { book } = await openBook('cdr-au', { root, scenarios: join(root, 'scenarios') });
const found = inventoryOf(book.chapters);
if (values.update === true) writeInventory(inventory, found);
const proof: Proof = {
  full,
  faults: judged,
  partial: only !== undefined,
  inventory: inventoryTroubles(inventory, found),
  variations: variationResults,
  groups: ledger.groups,
  groupOf: (number) => idsOf([number]).map(groupOfId)[0],
  expectations,
  covered: [...covered].map(([id, number]) => ({ id, number })),
  expected: knownFaults().flatMap(({ name }) => readExpected(folder, name) ?? []),
  excused: new Map(
    Object.entries(
      parse(readFileSync(join(root, 'proof', 'never-red.yaml'), 'utf8')) as Readonly<Record<string, string>>,
    ).map(([id, reason]) => [id, reason.trim()]),
  ),
};
const verdict = judgeProof(proof);
if (only === undefined && values['skip-faults'] !== true && values['skip-variations'] !== true) {
  writeProofPage(proof, verdict, join(root, 'docs', 'proof.md'));
  writeProofLine(join(root, 'README.md'), verdict);
}
process.stdout.write(printProof(proof, verdict));
for (const what of unsteady) process.stdout.write(`  measured twice: ${what.slice(0, 400)}\n`);
process.exitCode = verdict.sound ? 0 : 1;

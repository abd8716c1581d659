import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { TargetError } from '../nouns/errors.js';
import type { CaseRecord, Finding, Verdict } from '../nouns/finding.js';
import { isJsonObject } from '../nouns/json.js';
import { parseLedger, type RunLedger } from './ledger-file.js';
import type { Summary } from './summary.js';

/** What an expectation came to, as far as a comparison cares. */
export type CheckState = 'met' | 'warned' | 'unmet' | 'unproven';

/** One side of a comparison. A summary knows only what did not hold, so its `cases` are undefined. */
export interface Side {
  readonly name: string;
  readonly checks: ReadonlyMap<string, CheckState>;
  readonly cases: ReadonlyMap<string, Verdict> | undefined;
  /** Cases that showed nothing. */
  readonly unproven: ReadonlySet<string>;
}

export interface Comparison {
  readonly schema: 1;
  readonly before: string;
  readonly after: string;
  /** Expectations of a MUST that did not hold after and did before, or were not there before. */
  readonly newlyBroken: readonly string[];
  readonly newlyMet: readonly string[];
  /** Expectations that were judged before and were not judged after. */
  readonly noLongerShown: readonly string[];
  readonly newCases: readonly string[];
  readonly goneCases: readonly string[];
}

/** Compares two runs, or two holders, expectation by expectation. Pure. */
export function compare(former: Side, latter: Side): Comparison {
  const coarse = former.cases === undefined || latter.cases === undefined;
  const [before, after] = coarse ? [withoutNumbers(former), withoutNumbers(latter)] : [former, latter];
  const broken = (side: Side, name: string): boolean => side.checks.get(name) === 'unmet';
  const shown = (side: Side, name: string): boolean => {
    const state = side.checks.get(name);
    return state !== undefined && state !== 'unproven';
  };
  const added = [...(after.cases?.keys() ?? [])].filter((one) => before.cases?.has(one) === false);
  const gone = [...(before.cases?.keys() ?? [])].filter((one) => after.cases?.has(one) === false);
  const names = [...after.checks.keys()];
  return {
    schema: 1,
    before: before.name,
    after: after.name,
    newlyBroken: names.filter((name) => broken(after, name) && !broken(before, name)),
    newlyMet: [...before.checks.keys()].filter(
      // A summary lists no expectation that holds: there, silence of a case that ran is a pass.
      (name) =>
        broken(before, name) &&
        (after.cases === undefined ? !after.checks.has(name) : after.checks.get(name) === 'met'),
    ),
    noLongerShown: [
      ...[...before.checks.keys()].filter(
        (name) => shown(before, name) && !shown(after, name) && after.cases !== undefined,
      ),
      ...(before.cases === undefined
        ? [...after.unproven].filter((address) => !before.unproven.has(address))
        : []),
    ],
    newCases: added,
    goneCases: gone,
  };
}

const worst: readonly CheckState[] = ['unmet', 'unproven', 'warned', 'met'];

/** A summary does not number expectations that are alike: the worst of them stands for all. */
function withoutNumbers(side: Side): Side {
  const checks = new Map<string, CheckState>();
  for (const [name, state] of side.checks) {
    const plain = name.replace(/#\d+$/, '');
    const known = checks.get(plain);
    if (known === undefined || worst.indexOf(state) < worst.indexOf(known)) checks.set(plain, state);
  }
  return { ...side, checks };
}

/** A side from a ledger. */
export function sideOfLedger(run: RunLedger, name: string): Side {
  return {
    name,
    checks: new Map(run.cases.flatMap(checksOf)),
    cases: new Map(run.cases.map(({ address, verdict }) => [address, verdict])),
    unproven: new Set(
      run.cases
        .filter(({ verdict }) => verdict === 'unproven' || verdict === 'harness-error')
        .map(({ address }) => address),
    ),
  };
}

/** A side from a summary, which is small enough to keep under version control as a baseline. */
export function sideOfSummary(summary: Summary, name: string): Side {
  return {
    name,
    checks: new Map(
      summary.findings.map((finding): [string, CheckState] => [
        `${finding.case} ${finding.step}.${finding.check}`,
        finding.verdict === 'warned' ? 'warned' : 'unmet',
      ]),
    ),
    cases: undefined,
    unproven: new Set(summary.causes.flatMap(({ cases }) => cases)),
  };
}

/** Reads a side: a reports folder, a ledger, or a summary. @throws TargetError when it is none of these. */
export async function readSide(path: string): Promise<Side> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => {
      throw new TargetError(`${path}: there is no such file or folder`);
    },
  );
  const file = isFolder ? join(path, 'ledger.jsonl') : path;
  const text = await readFile(file, 'utf8').catch(() => {
    throw new TargetError(
      `${file}: cannot be read; expected a reports folder, a ledger.jsonl or a summary.json`,
    );
  });
  const summary = parseSummary(text);
  return summary === undefined ? sideOfLedger(parseLedger(text, file), path) : sideOfSummary(summary, path);
}

function parseSummary(text: string): Summary | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) && Array.isArray(value['findings']) && value['schema'] === 1
      ? (value as unknown as Summary)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Expectations by name; several alike in one step are told apart by number, as in `step.check#2`. */
function checksOf(record: CaseRecord): readonly (readonly [string, CheckState])[] {
  const seen = new Map<string, number>();
  return record.findings.map((finding) => {
    const name = `${record.address} ${finding.step}.${finding.check}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return [count === 1 ? name : `${name}#${String(count)}`, stateOf(finding, record)];
  });
}

/** What an unproven case says counts for nothing; a waived finding is still broken. */
function stateOf({ verdict, severity }: Finding, record: CaseRecord): CheckState {
  if (record.verdict === 'unproven' || record.verdict === 'harness-error') return 'unproven';
  if (verdict === 'met' || verdict === 'unproven') return verdict;
  return severity === 'fail' ? 'unmet' : severity === 'warn' ? 'warned' : 'met';
}

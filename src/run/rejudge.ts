import { isDeepStrictEqual } from 'node:util';

import { judgeCase } from '../judge/judge-case.js';
import { openBench } from '../judge/judge.js';
import type { Facts } from '../nouns/facts.js';
import type { CaseRecord } from '../nouns/finding.js';
import { loadFolder } from '../nouns/load-folder.js';
import type { Check, JsonSchema } from '../nouns/plugin.js';
import type { RunLedger } from '../report/ledger-file.js';

/**
 * Judges the exchanges of a stored ledger again, without a network, and says where the result is another one than was
 * stored. What did not apply and what we could not do ourselves holds nothing to judge.
 */
export async function rejudge(
  { header, cases }: RunLedger,
  schemas: Readonly<Record<string, JsonSchema>>,
): Promise<{ readonly judged: number; readonly differences: readonly string[] }> {
  const checks = await loadFolder<Check>(new URL('../judge/checks/', import.meta.url));
  const bench = openBench(
    checks,
    header.ledger,
    new Map(Object.entries(schemas)),
    header.facts as unknown as Facts,
  );
  const rules = { bench, waivers: header.waivers ?? [], today: header.started.slice(0, 10) };
  const judgeable = cases.filter(
    ({ verdict, expected }) =>
      verdict !== 'not-applicable' && verdict !== 'harness-error' && expected !== undefined,
  );
  const differences = judgeable.flatMap((record) =>
    difference(record, judgeCase(record, causeOf(record), rules)),
  );
  const unjudged = cases
    .filter(({ verdict, expected }) => verdict !== 'not-applicable' && expected === undefined)
    .map(({ address, verdict }) => `${address}: is ${verdict}, but says nothing of what was expected`);
  return { judged: judgeable.length, differences: [...differences, ...unjudged] };
}

/** Why no step was done: only then the verdict rests on something else than the steps. */
function causeOf({ verdict, expected = [], cause }: CaseRecord): string | undefined {
  return verdict === 'unproven' && expected.length === 0 ? cause : undefined;
}

function difference(stored: CaseRecord, again: ReturnType<typeof judgeCase>): readonly string[] {
  if (stored.verdict !== again.verdict) {
    return [`${stored.address}: is recorded as ${stored.verdict}, but its exchanges show ${again.verdict}`];
  }
  const differing = again.findings.find((finding, index) => !same(finding, stored.findings[index]));
  if (differing !== undefined) {
    return [
      `${stored.address}: ${differing.step}.${differing.check} is recorded otherwise than its exchanges show`,
    ];
  }
  return again.findings.length === stored.findings.length
    ? []
    : [
        `${stored.address}: is recorded with ${String(stored.findings.length)} findings, not ${String(again.findings.length)}`,
      ];
}

/** Equal as JSON: a stored record has lost members that were undefined. */
function same(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other ?? null)));
}

import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Case } from '../src/nouns/case.js';
import { compilePlan } from '../src/run/compile.js';

const places = { root: process.cwd(), scenarios: 'scenarios' };

async function casesOn(asOf: string): Promise<ReadonlyMap<string, Case>> {
  const { plan } = await compilePlan({ target: 'targets/reference.yaml', asOf }, places, '2026-11-21');
  return new Map(plan.cases.map((one) => [one.address, one]));
}

const applicable = (cases: ReadonlyMap<string, Case>): ReadonlySet<string> =>
  new Set([...cases.values()].filter((one) => one.applicable.yes).map(({ address }) => address));

/** Requirements that some applicable case covers. */
const shown = (cases: ReadonlyMap<string, Case>): ReadonlySet<string> =>
  new Set([...cases.values()].filter((one) => one.applicable.yes).flatMap(({ covers }) => covers));

test('what binds differs between 2022-09-20, the last day of both flows, and today, as the standard says', async () => {
  const [before, both, today] = await Promise.all(['2022-09-20', '2025-05-11', '2026-11-21'].map(casesOn));
  assert.ok(before !== undefined && both !== undefined && today !== undefined);
  const changes = (one: ReadonlyMap<string, Case>, other: ReadonlyMap<string, Case>): readonly string[] =>
    [...shown(one)].filter((id) => !shown(other).has(id)).sort();
  // Ended by 2025-05-11: the cipher suites of FAPI alone, before BCP 195 bound on 2025-03-17.
  assert.deepEqual(changes(before, both), ['tls-cipher-suites-fapi']);
  // Ended by today: ID token encryption went with the hybrid flow.
  assert.deepEqual(changes(both, today), goneWithHybrid);
  // New since 2022-09-20.
  assert.deepEqual(changes(both, before), newSince2022);
  // New since 2025-05-11: no JARM encryption that nobody asked for (2025-11-10).
  assert.deepEqual(changes(today, both), ['no-unrequested-jarm-encryption']);
});

test('a case that does not apply says since or until when', async () => {
  const cases = await casesOn('2022-09-20');
  const reasons = [...cases.values()].flatMap(({ applicable: one }) => (one.yes ? [] : [one.reason]));
  assert.ok(reasons.length > 0);
  for (const reason of reasons) assert.match(reason, /\d{4}-\d{2}-\d{2}|flow/);
  assert.notEqual(applicable(cases).size, 0);
});

const goneWithHybrid: readonly string[] = [
  'discovery-id-token-encryption-hybrid',
  'id-token-encryption-hybrid',
];
const newSince2022: readonly string[] = [
  'client-id-parameter-optional',
  'discovery-certificate-bound-tokens',
  'discovery-grant-types',
  'discovery-jarm-encryption-consistent',
  'discovery-jwks-without-client-certificate',
  'discovery-private-key-jwt',
  'discovery-response-types',
  'discovery-signing-algs',
  'error-description-ascii',
  'flow-changed-by-put',
  'flow-members-returned',
  'id-token-encryption-not-with-code',
  'jarm-encryption-pair',
  'jarm-signing-alg-allowed',
  'response-types-code',
  'tls-cipher-suites-bcp195',
  'tls-only-hosts-public-certificate',
];

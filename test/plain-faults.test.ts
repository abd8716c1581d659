import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { faults, type PlainFault } from '../holder-plain/faults.js';
import { judgeFaulty } from '../proof/plain-bench.js';
import { bites, byEndpoint, guarded } from '../proof/plain-faults.js';
import { compilePlain } from '../proof/plain-lab.js';
import type { CaseRecord } from '../src/nouns/finding.js';
import { matchesAddress } from '../src/plan/address-pattern.js';
import type { PlanFile } from '../src/run/plan-file.js';

const root = process.cwd();

const loudness = (record: CaseRecord): string =>
  record.verdict === 'passed' && record.findings.some(({ verdict }) => verdict === 'unmet')
    ? 'noted'
    : record.verdict;

describe('profile rfc7591: every fault of a plain server speaks', () => {
  let compiled: PlanFile;
  const seenRed = new Set<string>();
  const noteRed = (records: readonly CaseRecord[]): void => {
    const unmet = records.flatMap(({ findings }) => findings.filter(({ verdict }) => verdict === 'unmet'));
    for (const id of unmet.flatMap(({ covers }) => covers)) seenRed.add(id);
  };
  before(async () => {
    compiled = await compilePlain(root);
  });
  after(() => {
    delete process.env['DCR_PLAIN_BENCH_TOKEN'];
  });

  for (const guard of [false, true]) {
    it(`a server that keeps every rule sets off nothing${guard ? ', guarded by tokens and statements' : ''}`, async () => {
      const records = await judgeFaulty({ root, compiled, guarded: guard });
      noteRed(records);
      const loud = records.filter(({ verdict }) => verdict !== 'passed' && verdict !== 'not-applicable');
      assert.deepEqual(
        loud.map(({ address, verdict }) => `${verdict} ${address}`),
        [],
      );
      assert.ok(records.filter(({ verdict }) => verdict === 'passed').length > 110);
    });
  }

  for (const name of Object.keys(faults) as readonly PlainFault[]) {
    it(name, async () => {
      const expected = bites[name];
      assert.ok(expected.length > 0);
      const records = await judgeFaulty({
        root,
        compiled,
        faults: [name],
        cases: expected.map((one) => one.case),
        guarded: guarded.includes(name),
        byEndpoint: byEndpoint.includes(name),
      });
      noteRed(records);
      for (const bite of expected) {
        const own = records.filter(({ address }) => matchesAddress(bite.case, address));
        assert.ok(own.length > 0, `no case is called ${bite.case}`);
        const silent = own.filter((record) => loudness(record) !== bite.verdict);
        assert.deepEqual(
          silent.map((record) => `${loudness(record)} ${record.address} ${record.cause ?? ''}`),
          [],
        );
      }
    });
  }

  it('every requirement has been seen red', () => {
    const due = compiled.plan.ledger.requirements.filter(({ untestable }) => untestable === undefined);
    assert.deepEqual(
      due.map(({ id }) => id).filter((id) => !seenRed.has(id)),
      [],
    );
  });
});

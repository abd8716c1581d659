import assert from 'node:assert/strict';
import { test } from 'node:test';

import status from '../src/judge/checks/status.js';
import { judgeSteps, openBench } from '../src/judge/judge.js';
import type { NoAnswer } from '../src/nouns/exchange.js';
import type { Check } from '../src/nouns/plugin.js';
import { exchange, header, step } from './report-fixture.js';

const [requirement] = header.ledger.requirements;
const bench = openBench(
  new Map<string, Check>([['status', { ...status, name: 'status' } as Check]]),
  header.ledger,
  new Map(),
  header.facts as never,
);

/** Verdict on a valid request that got no answer, and whose confirmation was accepted or not. */
function judged(outcome: NoAnswer, accepted: boolean) {
  const record = step({ exchanges: [exchange({ outcome })] });
  const at = { file: 'a.yaml', line: 1, column: 1 };
  const [finding] = judgeSteps(
    [
      {
        step: record.name,
        record,
        expectations: [{ check: 'status', args: 201, covers: [requirement?.id ?? ''], at }],
      },
    ],
    [],
    [{ kind: 'confirmation', step: record.name, action: 'register', accepted, summary: '' }],
    bench,
  );
  assert.ok(finding);
  return finding;
}

const late: NoAnswer = { kind: 'no-answer', phase: 'time-out', code: 'TIMEOUT', message: 'late' };
const broken: NoAnswer = { kind: 'no-answer', phase: 'exchange', code: 'ECONNRESET', message: 'reset' };

test('a valid request that is answered too late breaks no requirement, also while another is accepted', () => {
  const finding = judged(late, true);
  assert.equal(finding.verdict, 'unproven');
  assert.match(finding.actual, /accepted.*limits\.requestMs/);
  assert.equal(judged(late, false).verdict, 'unproven');
});

test('a connection that the target broke is its doing while another request is accepted, else an outage', () => {
  assert.equal(judged(broken, true).verdict, 'unmet');
  assert.equal(judged(broken, false).verdict, 'unproven');
});

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { verdictOf, type PlacedWaiver } from '../src/judge/verdict.js';
import type { CaseRecord } from '../src/nouns/finding.js';
import type { Target } from '../src/nouns/target.js';
import { readTarget } from '../src/plan/target-file.js';
import { ctrf } from '../src/report/ctrf.js';
import { githubAnnotations } from '../src/report/github.js';
import { idleWaivers } from '../src/report/idle-waivers.js';
import { junit } from '../src/report/junit.js';
import { sarif } from '../src/report/sarif.js';
import { assemble, type RunLedger } from '../src/report/ledger-file.js';
import { lineDiff } from '../src/report/line-diff.js';
import { proposeWaivers } from '../src/report/propose-waivers.js';
import { summarise } from '../src/report/summarise.js';
import { exitCode } from '../src/report/summary.js';
import { waiverEntries, waiverYaml } from '../src/report/waiver-entries.js';
import { command, makeUserFolder, removeFolder } from './command.js';
import { finding, header, record } from './report-fixture.js';

const address = 'registration/duplicate/second-post@code';
const today = '2026-05-04';
const unmet = finding({ step: 'again', verdict: 'unmet', actual: '201' });
const met = finding({ step: 'again' });

function waiver(over: Partial<PlacedWaiver> = {}): PlacedWaiver {
  return { case: address, reason: 'fixed in release 9', line: 12, file: 'targets/bank.yaml', ...over };
}

function verdict(findings: Parameters<typeof verdictOf>[1], ...waivers: readonly PlacedWaiver[]) {
  return verdictOf(address, findings, waivers, today);
}

test('new: what no waiver speaks of fails', () => {
  assert.equal(verdict([unmet]).verdict, 'failed');
  assert.equal(verdict([unmet], waiver({ check: 'error' })).verdict, 'failed');
  assert.equal(verdict([unmet], waiver({ check: 'other.status' })).verdict, 'failed');
  const second = finding({ step: 'survivor', check: 'json', verdict: 'unmet' });
  assert.equal(verdict([unmet, second], waiver({ check: 'again.status' })).verdict, 'failed', 'one of two');
});

test('matching: by case, by check of any step, by check of one step; until its last day', () => {
  for (const check of [{}, { check: 'status' }, { check: 'again.status' }]) {
    assert.equal(verdict([unmet, met], waiver(check)).verdict, 'waived');
  }
  const until = verdict([unmet], waiver({ until: today }));
  assert.equal(until.verdict, 'waived');
  assert.deepEqual(until.waiver, { reason: 'fixed in release 9', until: today });
});

test('stale: what a waiver for this very case excused is met; the message names its line', () => {
  const judged = verdict([met], waiver());
  assert.equal(judged.verdict, 'stale');
  assert.match(judged.cause ?? '', /targets\/bank\.yaml:12 excuses nothing any more/);
  const other = verdict(
    [unmet, finding({ step: 'survivor' })],
    waiver(),
    waiver({ check: 'survivor.status', line: 13 }),
  );
  assert.match(other.cause ?? '', /bank\.yaml:13/, 'each waiver is judged by itself');
});

test('expired: an excuse ends, whether or not it is still needed', () => {
  for (const findings of [[unmet], [met]]) {
    const judged = verdict(findings, waiver({ until: '2026-05-03' }));
    assert.equal(judged.verdict, 'stale');
    assert.match(judged.cause ?? '', /bank\.yaml:12 expired on 2026-05-03/);
  }
});

test('what was not shown is never excused, and never makes a waiver stale', () => {
  const unproven = finding({ verdict: 'unproven' });
  assert.equal(verdict([unproven], waiver()).verdict, 'unproven');
  assert.equal(verdictOf(address, [], [waiver()], today, 'no registration').verdict, 'unproven');
});

const pattern = waiver({ case: 'registration/duplicate/*' });

function runOf(
  cases: readonly CaseRecord[],
  waivers: readonly PlacedWaiver[],
  planned = cases.length,
): RunLedger {
  const footer = { kind: 'footer', finished: header.started, durationMs: 1, cases: cases.length } as const;
  return assemble({ ...header, plan: { cases: planned }, waivers }, cases, footer);
}

test('a waiver for several cases is stale when none of them needs it, as a whole run tells', () => {
  assert.equal(verdict([met], pattern).verdict, 'passed', 'it may be needed elsewhere');
  const needed = runOf([record('a'), record('b', { verdict: 'waived', findings: [unmet] })], [pattern]);
  assert.deepEqual(idleWaivers(needed), []);
  const idle = runOf([record('a'), record('b')], [pattern]);
  assert.deepEqual(summarise(idle).staleWaivers, [{ case: pattern.case, at: 'targets/bank.yaml:12' }]);
  assert.equal(exitCode(summarise(idle), { strict: false }), 1);
  assert.deepEqual(idleWaivers(runOf([record('a')], [pattern], 2)), [], 'a part of the plan cannot tell');
  // Whoever reads only one of these has to see why the run ended with 1.
  const said = 'stale waiver: no case of registration/duplicate/* needs it';
  for (const [name, text] of Object.entries({
    junit: junit(idle),
    sarif: JSON.stringify(sarif(idle)),
    ctrf: JSON.stringify(ctrf(idle)),
    github: githubAnnotations(idle),
  })) {
    assert.ok(text.includes(said), name);
    assert.match(text, /targets\/bank\.yaml/, name);
  }
  assert.match(junit(idle), /<testsuites [^>]*tests="3" failures="1"/);
  const unneeded = [junit, sarif, ctrf].map((view) => JSON.stringify(view(needed))).join('');
  assert.doesNotMatch(unneeded + githubAnnotations(needed), /stale/);
  const unshown = runOf([record('a', { verdict: 'unproven', findings: [] })], [pattern]);
  assert.deepEqual(idleWaivers(unshown), []);
});

const targetText = [
  '# Our holder.',
  'name: bank',
  'discovery: https://holder.example/.well-known/openid-configuration',
  '',
].join('\n');

function target(text: string): Target {
  return readTarget(text, 'targets/bank.yaml', { today, env: {} });
}

test('every surprise gets an entry that can be pasted into the target file', () => {
  const failed = record('second-post', {
    verdict: 'failed',
    findings: [{ ...unmet, actual: '201 "x": #y' }],
  });
  const run = runOf([failed, record('fine')], []);
  const pasted = target(`${targetText}waivers:\n${waiverYaml(waiverEntries(run))}`);
  const [entry, ...rest] = pasted.waivers;
  assert.deepEqual(rest, []);
  assert.deepEqual([entry?.case, entry?.check, entry?.until], [failed.address, 'again.status', '2026-06-03']);
  assert.match(entry?.reason ?? '', /duplicate-is-400: expected 400, actual 201 "x": #y/);
  assert.deepEqual(waiverEntries(runOf([failed], [waiver()])), [], 'what is excused is no surprise');
  assert.equal(
    waiverEntries(runOf([failed], [waiver({ until: '2026-05-03' })])).length,
    1,
    'unless it has expired',
  );
});

test('a proposal adds what is new, takes out what is stale, and keeps comments', () => {
  const before = `${targetText}waivers:\n  # still needed\n  - { case: ${record('a').address}, reason: one }\n  - case: ${record('b').address}\n    reason: two\n`;
  const placed = target(before).waivers.map((one) => ({ ...one, file: 'targets/bank.yaml' }));
  const run = runOf(
    [
      record('a', { verdict: 'waived', findings: [unmet] }),
      record('b', { verdict: 'stale' }),
      record('c', { verdict: 'failed', findings: [unmet] }),
    ],
    placed,
  );
  const proposal = proposeWaivers(before, run);
  assert.deepEqual([proposal?.added, proposal?.removed], [1, 1]);
  assert.match(proposal?.text ?? '', /# Our holder\.\n[^]*# still needed/);
  const after_ = target(proposal?.text ?? '').waivers.map((one) => one.case);
  assert.deepEqual(after_, [record('a').address, record('c').address]);
  assert.equal(proposeWaivers(targetText, runOf([record('a')], [])), undefined);
  assert.deepEqual(lineDiff('a\nb\nc', 'a\nx\nc'), ['-b', '+x']);
});

const folder = makeUserFolder();
after(() => {
  removeFolder(folder);
});
const bank = join(folder, 'bank.yaml');
const broken = 'name: bank\nembedded: { faults: [accepts-duplicates] }\nasOf: today\nflows: [code]\n';

test('the life of a waiver: surprise, proposal, passing gate, stale, matching nothing', async () => {
  const run = (...args: readonly string[]) =>
    command(folder, ['run', 'registration/duplicate/second-post', '-t', 'bank.yaml', '--no-allure', ...args]);
  writeFileSync(bank, broken);
  const surprise = await run('--show-waivers', '--update-waivers');
  assert.equal(surprise.code, 1, surprise.text);
  assert.match(
    surprise.stdout,
    /waivers:\n {2}- case: "registration\/duplicate\/second-post@code"\n {4}check: again\./,
  );
  assert.equal(readFileSync(bank, 'utf8'), broken, 'nothing is excused by asking');
  const proposed = readFileSync(join(folder, 'bank.proposed.yaml'), 'utf8');
  for (const line of lineDiff(broken, proposed)) assert.ok(surprise.stdout.includes(`  ${line}`), line);

  writeFileSync(bank, proposed);
  const excused = await run('--update-waivers');
  assert.equal(excused.code, 0, excused.text);
  assert.equal(excused.summary().cases.waived, 1);
  assert.equal(excused.summary().verdict, 'does-not-conform', 'a waiver never makes a target conform');
  assert.match(excused.stdout, /nothing to propose/);

  writeFileSync(bank, proposed.replace('accepts-duplicates', ''));
  const stale = await run();
  assert.equal(stale.code, 1, stale.text);
  assert.match(stale.stdout, /the waiver at bank\.yaml:\d+ excuses nothing any more/);

  writeFileSync(bank, proposed.replace('second-post@', 'second-pots@'));
  const nothing = await run();
  assert.equal(nothing.code, 2);
  assert.match(
    nothing.stderr,
    /bank\.yaml:\d+ {2}the waiver for '.*second-pots@code' matches no case \(did you mean '.*second-post@code'\?\)/,
  );
});

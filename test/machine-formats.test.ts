import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';

import type { CaseRecord } from '../src/nouns/finding.js';
import { allureMeta } from '../src/report/allure-meta.js';
import { ctrf } from '../src/report/ctrf.js';
import { githubAnnotations } from '../src/report/github.js';
import { junit } from '../src/report/junit.js';
import { matrix } from '../src/report/matrix.js';
import { sarif } from '../src/report/sarif.js';
import { summarise } from '../src/report/summarise.js';
import { summaryPage } from '../src/report/summary-page.js';
import { terminalSummary } from '../src/report/terminal.js';
import { finding, header, record, records, run } from './report-fixture.js';

interface SarifRun {
  readonly tool: {
    readonly driver: { readonly rules: readonly { readonly id: string; readonly helpUri?: string }[] };
  };
  readonly results: readonly {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly kind: string;
    readonly level: string;
    readonly suppressions?: readonly unknown[];
    readonly locations: readonly {
      readonly physicalLocation: {
        readonly artifactLocation: { readonly uri: string };
        readonly region: { readonly startLine: number };
      };
    }[];
  }[];
}

function sarifRun(...cases: readonly CaseRecord[]): SarifRun {
  return (sarif(run(cases)) as { readonly runs: readonly [SarifRun] }).runs[0];
}

test('SARIF: a rule per requirement with its link, a result per unmet expectation at its line of the scenario', () => {
  const { tool, results } = sarifRun(...Object.values(records));
  for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules[ruleIndex]?.id, ruleId);
  assert.match(tool.driver.rules[0]?.helpUri ?? '', /^https:/);
  const [error] = sarifRun(records['failed'] ?? record('x')).results;
  assert.ok(error);
  assert.deepEqual([error.level, error.kind], ['error', 'fail']);
  const [place] = error.locations;
  assert.equal(place?.physicalLocation.artifactLocation.uri, 'scenarios/cdr-au/registration/duplicate.yaml');
  assert.equal(place.physicalLocation.region.startLine, 13);
  assert.equal(sarifRun(records['waived'] ?? record('x')).results[0]?.suppressions?.length, 1);
  assert.deepEqual(
    sarifRun(records['unproven'] ?? record('x')).results.map(({ kind, level }) => [kind, level]),
    [['open', 'none']],
  );
  assert.deepEqual(sarifRun(record('fine')).results, []);
  const repaired = sarifRun(records['stale'] ?? record('x'));
  assert.deepEqual(
    repaired.results.map(({ ruleId, ruleIndex, level }) => [
      ruleId,
      repaired.tool.driver.rules[ruleIndex]?.id,
      level,
    ]),
    [['stale-waiver', 'stale-waiver', 'error']],
  );
});

test('GitHub annotations: at most ten of a kind, nothing breaks out of its line', () => {
  const evil = record('evil', {
    verdict: 'failed',
    findings: [finding({ verdict: 'unmet', actual: 'x\n::warning::y\r%0A, a:b' })],
  });
  const [line, ...rest] = githubAnnotations(run([evil]))
    .trimEnd()
    .split('\n');
  assert.deepEqual(rest, []);
  assert.match(
    line ?? '',
    /^::error file=scenarios\/cdr-au\/registration\/duplicate\.yaml,line=13,col=15,title=[^:]*::duplicate-is-400/,
  );
  assert.ok(line?.includes('%250A'));
  const many = Array.from({ length: 30 }, (_, index) =>
    record(`c${String(index)}`, { verdict: 'failed', findings: evil.findings }),
  );
  assert.equal(githubAnnotations(run(many)).trimEnd().split('\n').length, 10);
  assert.equal(githubAnnotations(run([record('fine')])), '');
});

test('CTRF: what was not shown is never passed', () => {
  const { results } = ctrf(run()) as {
    readonly results: {
      readonly summary: Readonly<Record<string, number>>;
      readonly tests: readonly { readonly status: string; readonly rawStatus: string }[];
    };
  };
  const { tests, passed = 0, failed = 0, skipped = 0, other = 0 } = results.summary;
  assert.equal(tests, passed + failed + skipped + other);
  for (const one of results.tests.filter(({ rawStatus }) =>
    ['unproven', 'harness-error'].includes(rawStatus),
  )) {
    assert.equal(one.status, 'other');
  }
});

test('the schemas know waivers, expectations, named plans and unverified targets', () => {
  const valid = (name: string, value: unknown): void => {
    const file = join(process.cwd(), 'docs', 'schema', `${name}.schema.json`);
    const validate = new Ajv2020({ allErrors: true }).compile(
      JSON.parse(readFileSync(file, 'utf8')) as object,
    );
    assert.ok(validate(JSON.parse(JSON.stringify(value))), JSON.stringify(validate.errors));
  };
  const waiver = {
    case: 'registration/**',
    check: 'again.status',
    reason: 'later',
    until: '2026-12-31',
    line: 3,
    file: 'bank.yaml',
  };
  const one = record('a', {
    expected: [
      {
        step: 'register',
        expectations: [{ check: 'status', args: 400, covers: ['duplicate-is-400'], at: record('a').at }],
      },
      { step: 'read', cause: 'no token', expectations: [] },
    ],
  });
  const whole = run([one]);
  const insecure = {
    ...whole,
    header: {
      ...whole.header,
      target: { ...header.target, insecure: true as const },
      waivers: [waiver],
      plan: { cases: 1, name: 'smoke' },
    },
  };
  for (const line of [insecure.header, ...insecure.cases]) valid('ledger', line);
  const summary = summarise(insecure);
  assert.equal(summary.staleWaivers.length, 1);
  valid('summary', summary);
  valid('matrix', matrix(insecure));
});

test('a target whose certificates were not verified is marked first thing, everywhere', () => {
  const insecure = {
    ...run(),
    header: { ...run().header, target: { ...header.target, insecure: true as const } },
  };
  assert.match(terminalSummary(insecure, summarise(insecure), { width: 100, colour: false }), /^INSECURE: /);
  assert.match(summaryPage(insecure), /Insecure: the target’s certificates were not verified/);
  for (const text of [junit(insecure), JSON.stringify(sarif(insecure))]) {
    assert.match(text, /INSECURE: the target’s certificates were not verified/);
  }
  for (const one of insecure.cases) {
    assert.match(allureMeta(one, insecure.header).description, /^\*\*INSECURE: /);
    assert.doesNotMatch(allureMeta(one, run().header).description, /INSECURE/);
  }
  assert.doesNotMatch(junit(run()), /INSECURE/);
});

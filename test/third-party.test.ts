import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import type { Summary, SummaryFinding } from '../src/report/summary.js';
import { compare, isAsExpected } from '../third-party/compare.js';
import { findingsPage } from '../third-party/findings-page.js';
import { exitCodeOf, type Outcome } from '../third-party/outcome.js';
import { pageInput } from '../third-party/page-input.js';
import { readServer, serverNames, type Expected } from '../third-party/server.js';
import { updated } from '../third-party/update.js';

const root = process.cwd();
const folder = join(root, 'targets', 'third-party');

const finding: SummaryFinding = {
  case: 'redirect-uris/kinds/fragment[empty]@code',
  step: 'register',
  check: 'refused',
  requirement: 'redirect-uri-no-fragment',
  verdict: 'unmet',
  expected: 'a refusal',
  actual: '201',
  at: { file: 'kinds.yaml', line: 1, column: 1 },
};

const expected: Expected = {
  version: '1.0.0',
  verdict: 'does-not-conform',
  passed: 10,
  findings: [
    {
      requirement: 'redirect-uri-no-fragment',
      verdict: 'unmet',
      did: 'registers a redirect URI with a fragment',
      why: 'RFC 6749 section 3.1.2 forbids a fragment',
      cases: ['redirect-uris/kinds/fragment[empty]@code refused'],
    },
  ],
  unproven: [],
};

/** A run that found one thing; only what is compared is filled in. */
const summary = (change: Partial<Summary> = {}): Summary =>
  ({
    verdict: 'does-not-conform',
    complete: true,
    cases: {
      passed: 10,
      warned: 0,
      failed: 1,
      waived: 0,
      stale: 0,
      unproven: 0,
      notApplicable: 0,
      harnessError: 0,
    },
    findings: [finding],
    causes: [],
    leftBehind: [],
    ...change,
  }) as unknown as Summary;

test('a run that shows what is expected, and nothing else, is confirmed', () => {
  const comparison = compare(expected, summary(), '1.0.0');
  assert.equal(isAsExpected(comparison), true);
  assert.deepEqual([comparison.confirmed, comparison.expected], [1, 1]);
});

test('an expected finding that does not show is missing', () => {
  const { missing, ...rest } = compare(expected, summary({ findings: [] }), '1.0.0');
  assert.deepEqual(missing, [
    'redirect-uri-no-fragment unmet: redirect-uris/kinds/fragment[empty]@code refused',
  ]);
  assert.equal(isAsExpected({ missing, ...rest }), false);
});

test('the same place with another verdict or requirement is another finding', () => {
  for (const change of [{ verdict: 'warned' }, { requirement: 'redirect-uri-kinds' }] as const) {
    const comparison = compare(expected, summary({ findings: [{ ...finding, ...change }] }), '1.0.0');
    assert.deepEqual([comparison.missing.length, comparison.surplus.length], [1, 1]);
  }
});

test('a finding that is expected now and then is neither missed nor an alarm', () => {
  const findings = expected.findings.map((one) => ({ ...one, steady: false as const }));
  const unsteady = { ...expected, findings };
  assert.equal(isAsExpected(compare(unsteady, summary(), '1.0.0')), true);
  assert.equal(isAsExpected(compare(unsteady, summary({ findings: [] }), '1.0.0')), true);
});

test('a run that shows too little, is cut short or leaves clients is no confirmation', () => {
  const { cases } = summary();
  const left = { case: 'a/b/c@code', clientId: 'c1', softwareId: 's1', reason: 'DELETE was answered 500' };
  const bad: readonly Partial<Summary>[] = [
    { cases: { ...cases, passed: 9 } },
    { cases: { ...cases, harnessError: 1 } },
    { complete: false },
    { verdict: 'conforms' },
    { leftBehind: [left] },
    { causes: [{ cause: 'no answer', verdict: 'unproven', cases: ['a/b/c@code'] }] },
  ];
  for (const change of bad) {
    assert.equal(
      isAsExpected(compare(expected, summary(change), '1.0.0')),
      false,
      JSON.stringify(Object.keys(change)),
    );
  }
  assert.equal(
    isAsExpected(
      compare({ ...expected, leavesClients: 'no management' }, summary({ leftBehind: [left] }), '1.0.0'),
    ),
    true,
  );
});

test('another version with the same findings is told, and is no difference', () => {
  const comparison = compare(expected, summary(), '1.0.1');
  assert.deepEqual([comparison.otherVersion, isAsExpected(comparison)], ['1.0.1', true]);
});

test('what a run adds waits for a reason, and what it does not show is dropped', () => {
  const other = { ...finding, requirement: 'created-is-201', case: 'registration/created/created@code' };
  const result = updated(expected, { summary: summary({ findings: [other] }), version: '1.0.1' });
  assert.deepEqual(
    result.findings.map(({ requirement, did, why, cases }) => ({ requirement, did, why, cases })),
    [
      {
        requirement: 'created-is-201',
        did: '',
        why: '',
        cases: ['registration/created/created@code refused'],
      },
    ],
  );
  assert.equal(result.version, '1.0.1');
});

test('a run of skipped servers only has learnt nothing', () => {
  const [name = ''] = serverNames(folder);
  const skipped: Outcome = { kind: 'skipped', server: readServer(folder, name), reason: 'no network' };
  assert.equal(exitCodeOf([skipped], { noSkips: false }), 3);
});

test('every expected finding names a requirement of its profile, and docs/findings.md shows them all', () => {
  const page = findingsPage(pageInput(root));
  assert.equal(
    readFileSync(join(root, 'docs', 'findings.md'), 'utf8'),
    page,
    'docs/findings.md is not what the findings say: npm run third-party -- --page',
  );
});

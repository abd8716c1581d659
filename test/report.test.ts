import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { shownBy } from './allure-page.js';
import { TargetError } from '../src/nouns/errors.js';
import type { CaseRecord } from '../src/nouns/finding.js';
import {
  beginAllurePage,
  generateAllureHtml,
  outsideReferences,
  withoutAnalytics,
} from '../src/report/allure-html.js';
import { allureMeta } from '../src/report/allure-meta.js';
import { writeAllureResults } from '../src/report/allure-results.js';
import { allureSteps, type AllureStep } from '../src/report/allure-steps.js';
import { escapeXml, junit } from '../src/report/junit.js';
import { assemble, ledgerLine, parseLedger, readLedger, writeLedger } from '../src/report/ledger-file.js';
import { matrix } from '../src/report/matrix.js';
import { progressLine } from '../src/report/progress.js';
import { responseTimes } from '../src/report/response-times.js';
import { summarise } from '../src/report/summarise.js';
import { summaryPage } from '../src/report/summary-page.js';
import { exitCode } from '../src/report/summary.js';
import { terminalSummary } from '../src/report/terminal.js';
import { golden } from './golden.js';
import { answer, exchange, finding, header, record, records, run, step } from './report-fixture.js';

function schema(name: string): ValidateFunction {
  const file = join(process.cwd(), 'docs', 'schema', `${name}.schema.json`);
  return new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(file, 'utf8')) as object);
}

function assertValid(validate: ValidateFunction, value: unknown): void {
  assert.ok(validate(JSON.parse(JSON.stringify(value))), JSON.stringify(validate.errors, null, 1));
}

function only(...names: readonly string[]): readonly CaseRecord[] {
  return names.flatMap((name) => records[name] ?? []);
}

test('ledger file: what is written is read back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dcr-report-'));
  try {
    const file = join(folder, 'deep', 'ledger.jsonl');
    await writeLedger(file, run());
    assert.deepEqual(await readLedger(file), JSON.parse(JSON.stringify(run())));
    await assert.rejects(readLedger(join(folder, 'none')), TargetError);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('ledger file: a run that was cut short is recognised', () => {
  const lines = run().cases.map(ledgerLine);
  const open = parseLedger(ledgerLine(header) + lines.join(''), 'x');
  assert.equal(open.complete, false);
  assert.equal(summarise(open).complete, false);
  const torn = parseLedger(`${ledgerLine(header)}${lines[0] ?? ''}${(lines[1] ?? '').slice(0, 40)}`, 'x');
  assert.equal(torn.cases.length, 1);
  const lost = parseLedger(
    ledgerLine(header) +
      ledgerLine({ kind: 'footer', finished: '2026-01-01T00:00:00Z', durationMs: 1, cases: 2 }),
    'x',
  );
  assert.equal(lost.complete, false, 'the footer counts more cases than there are');
});

test('ledger file: anything else is refused by name and line', () => {
  const refused = (text: string, message: RegExp): void => {
    assert.throws(
      () => parseLedger(text, 'file'),
      (error) => error instanceof TargetError && message.test(error.message),
    );
  };
  refused('', /file: not a ledger/);
  refused('nonsense\n', /file:1: .*not JSON/);
  refused('{"kind":"header","schema":2}\n', /file:1: ledger format 2/);
  refused(`${ledgerLine(header)}{"kind":"odd"}\n`, /file:2: .*"odd"/);
  refused(ledgerLine(header).repeat(2), /file:2: a ledger has one header/);
});

test('the schemas of docs/schema describe what is really written', () => {
  const line = schema('ledger');
  for (const part of [header, ...run().cases, run().footer]) assertValid(line, part);
  for (const cases of [Object.values(records), only('passed'), []]) {
    assertValid(schema('summary'), summarise(run(cases)));
    assertValid(schema('matrix'), matrix(run(cases)));
  }
  assert.equal(schema('summary')({ ...summarise(run()), surprise: 1 }), false);
});

test('summary and matrix of a run with every verdict', () => {
  golden('summary.json', `${JSON.stringify(summarise(run()), null, 2)}\n`);
  golden('matrix.json', `${JSON.stringify(matrix(run()), null, 2)}\n`);
});

test('verdict: nothing unshown conforms, and a waiver never does', () => {
  const ledger = {
    ...header.ledger,
    requirements: header.ledger.requirements.filter(({ id }) => id === 'duplicate-is-400'),
  };
  const verdict = (cases: readonly CaseRecord[], planned = cases.length): string => {
    const footer = { kind: 'footer', finished: header.started, durationMs: 1, cases: cases.length } as const;
    return summarise(assemble({ ...header, ledger, plan: { cases: planned } }, cases, footer)).verdict;
  };
  assert.equal(verdict(only('passed')), 'conforms');
  assert.equal(verdict(only('passed', 'warned')), 'conforms');
  assert.equal(verdict(only('passed'), 2), 'partly-shown', 'a case of the plan was not run');
  assert.equal(verdict(only('passed', 'unproven')), 'partly-shown');
  assert.equal(verdict([]), 'partly-shown');
  assert.equal(verdict(only('passed', 'waived')), 'does-not-conform');
  assert.equal(verdict(only('passed', 'failed', 'unproven')), 'does-not-conform');
});

test('a requirement weighs no more than its own severity, and one gap leaves it unshown', () => {
  const both = finding({ verdict: 'unmet', covers: ['duplicate-is-400', 'error-code-for-duplicate'] });
  const verdicts = (...cases: readonly CaseRecord[]) =>
    Object.fromEntries(matrix(run(cases)).requirements.map(({ id, verdict }) => [id, verdict]));
  const broken = verdicts(record('a', { verdict: 'failed', findings: [both] }));
  assert.equal(broken['duplicate-is-400'], 'not-met');
  assert.equal(broken['error-code-for-duplicate'], 'warned');
  assert.equal(broken['duplicate-is-kept'], 'not-met', 'merged requirements share their fate');
  const gap = verdicts(
    record('a'),
    record('b', { verdict: 'unproven', findings: [], covers: ['duplicate-is-400'] }),
  );
  assert.equal(gap['duplicate-is-400'], 'not-shown');
  assert.equal(
    verdicts(record('a', { covers: ['tls-1-2'], findings: [] }))['tls-1-2'],
    'not-shown',
    'a pass without a finding',
  );
});

test('exit codes: our fault, then not met, then not shown, then passed', () => {
  const code = (cases: readonly CaseRecord[], strict = false): number =>
    exitCode(summarise(run(cases)), { strict });
  assert.equal(code(Object.values(records)), 4);
  assert.equal(code(only('failed', 'unproven', 'passed')), 1);
  assert.equal(code(only('stale', 'passed')), 1);
  assert.equal(code(only('unproven', 'passed')), 3);
  assert.equal(code(only('passed', 'warned', 'waived', 'not-applicable')), 0);
  assert.equal(code(only('passed', 'warned'), true), 1);
  assert.equal(code([]), 3, 'a run of nothing is no pass');
  assert.equal(code(only('not-applicable')), 3, 'nor is one in which nothing applied');
  assert.equal(exitCode(summarise({ ...run(only('passed')), complete: false }), { strict: false }), 3);
});

test('JUnit: failures, errors and skips apart; nothing that XML forbids', () => {
  golden('junit.xml', junit(run()));
  assert.equal(
    escapeXml('a<b>&"\'\u0000\u001b\ud800\ufffe😀'),
    'a&lt;b&gt;&amp;&quot;&apos;\\x00\\x1b\\ud800😀',
  );
});

test('terminal: the end of a run', () => {
  const reports = [
    { name: 'Summary', path: 'reports/index.html' },
    { name: 'Allure', path: 'reports/allure-report/index.html' },
  ];
  golden('terminal.txt', terminalSummary(run(), summarise(run()), { width: 100, colour: false, reports }));
  golden(
    'terminal-narrow.txt',
    terminalSummary(run(), summarise(run()), { width: 60, colour: false, blocks: 1 }),
  );
  golden(
    'terminal-green.txt',
    terminalSummary(run(only('passed')), summarise(run(only('passed'))), { width: 80, colour: false }),
  );
});

test('terminal: colour only when asked, and no escape of the target', () => {
  const evil = record('evil\u001b[2J', {
    verdict: 'failed',
    findings: [finding({ verdict: 'unmet', actual: '\u001b[31mred\u0007' })],
  });
  const text = (colour: boolean): string =>
    terminalSummary(run([evil]), summarise(run([evil])), { width: 80, colour });
  assert.ok(!text(false).includes('\u001b'));
  assert.ok(!text(false).includes('\u0007'));
  assert.ok(text(true).includes('\u001b[31m'));
  assert.ok(!text(true).includes('\u001b[2J'));
});

test('progress: one line, never wider than the terminal', () => {
  const state = {
    done: 30,
    total: 90,
    failed: 2,
    unproven: 1,
    elapsedMs: 10_000,
    current: 'registration/duplicate/a@code',
  };
  const line = progressLine(state, { width: 80, colour: false });
  assert.equal(line, '████████░░░░░░░░░░░░░░░░ 30/90  2 failed  1 unproven  20 s left  registration/d…');
  for (const width of [20, 40, 60, 200])
    assert.ok(progressLine(state, { width, colour: false }).length <= Math.max(width, 21));
});

test('Allure: metadata and steps; ids depend on profile and address alone', () => {
  const failed = records['failed'] ?? record('x');
  const meta = allureMeta(failed, header, () => '**what is done**');
  golden('allure-meta.json', `${JSON.stringify(meta, null, 2)}\n`);
  const outline = (steps: readonly AllureStep[], indent = ''): string =>
    steps
      .map(
        ({ name, status, attachments, steps: inner }) =>
          `${indent}${status.padEnd(7)} ${name}\n${attachments.map((file) => `${indent}        @ ${file.name} (${file.contentType})\n`).join('')}${outline(inner, `${indent}  `)}`,
      )
      .join('');
  golden('allure-steps.txt', outline(allureSteps(failed, header.ledger)));
  const reworded = allureMeta(
    { ...failed, title: 'Other words', at: { file: 'moved.yaml', line: 1, column: 1 } },
    header,
  );
  assert.deepEqual([reworded.testCaseId, reworded.historyId], [meta.testCaseId, meta.historyId]);
  assert.equal(allureMeta(records['warned'] ?? failed, header).status, 'passed');
  assert.equal(allureMeta(records['unproven'] ?? failed, header).status, 'broken');
});

test('Allure: the page is made by the installed package and asks for nothing from outside', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dcr-allure-test-'));
  try {
    const failed = records['failed'] ?? record('x');
    const { name, fullName, testCaseId, historyId, labels, status, statusDetails } = allureMeta(
      failed,
      header,
    );
    const result = {
      uuid: randomUUID(),
      name,
      fullName,
      testCaseId,
      historyId,
      labels,
      status,
      statusDetails,
      steps: [],
      attachments: [],
    };
    writeFileSync(
      join(folder, `${result.uuid}-result.json`),
      JSON.stringify({ ...result, stage: 'finished', start: 1, stop: 2 }),
    );
    const outFile = join(folder, 'html', 'index.html');
    const ids = await generateAllureHtml({ folders: [folder], outFile, name: 'Test & more' });
    const page = readFileSync(outFile, 'utf8');
    assert.deepEqual([...ids.keys()], ['cdr-au/registration/duplicate/second-post@code']);
    assert.ok(page.includes(ids.get(fullName) ?? 'nothing'));
    assert.doesNotMatch(page, /googletagmanager/);
    assert.deepEqual(outsideReferences(page), []);
    await assert.rejects(
      generateAllureHtml({ folders: [join(folder, 'none')], outFile, name: 'x' }),
      TargetError,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('Allure: results are read once, whether they were offered or found; a page that is not wanted leaves nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dcr-allure-test-'));
  try {
    const results = join(folder, 'results');
    await writeAllureResults(run(), results);
    const names = readdirSync(results).map((name) => join(results, name));
    const expected = run()
      .cases.map(({ profile, address }) => `${profile}/${address}`)
      .toSorted();
    const temporary = (): readonly string[] =>
      readdirSync(tmpdir()).filter((name) => name.startsWith(`dcr-allure-${String(process.pid)}-`));
    const outFile = join(folder, 'html', 'index.html');
    // While a page is made, its results are copied to where they stay.
    const kept = join(folder, 'kept');
    cpSync(results, kept, { recursive: true });
    const page = beginAllurePage({ folders: [results, kept], outFile, name: 'x' });
    // The attachment of one, the result of another, one of them twice.
    page.offer(names.filter((_, index) => index % 2 === 0));
    page.offer(names.slice(0, 1));
    assert.deepEqual([...(await page.finish()).keys()].toSorted(), expected);
    assert.equal(shownBy(readFileSync(outFile, 'utf8'))['total'], expected.length);

    const other = join(folder, 'other', 'index.html');
    const unwanted = beginAllurePage({ folders: [results], outFile: other, name: 'x' });
    assert.equal(temporary().length, 1);
    unwanted.dismiss();
    assert.deepEqual(temporary(), []);
    assert.ok(!existsSync(other));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('Allure: a case that passed has no curl line, the others have', () => {
  const attachments = (one: CaseRecord): readonly string[] =>
    allureSteps(one, header.ledger).flatMap((step) => step.attachments.map(({ name }) => name));
  const failed = records['failed'] ?? record('x');
  assert.ok(attachments(failed).includes('curl'));
  const passed = attachments({ ...failed, verdict: 'passed' });
  assert.ok(!passed.includes('curl'));
  assert.deepEqual(
    attachments(failed).filter((name) => name !== 'curl'),
    passed,
  );
});

test('Allure: analytics are cut, and other outside references are found', () => {
  const tag =
    '<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>\n<script>\n window.dataLayer = [];\n</script>';
  assert.equal(withoutAnalytics(`<body>${tag}</body>`).replace(/\s/g, ''), '<body></body>');
  const page =
    '<img src="//cdn.example/x.png"><link rel=stylesheet href=https://a.example/b.css><style>@import "https://c.example";</style>';
  assert.deepEqual(outsideReferences(page), [
    '//cdn.example/x.png',
    'https://a.example/b.css',
    'https://c.example',
  ]);
  assert.deepEqual(
    outsideReferences('<a href="https://ok.example">x</a><img src="data:image/png;base64,AA==">'),
    [],
  );
});

test('response times: quantiles of what was answered', () => {
  const exchanges = [10, 20, 30, 40, 1000].map((durationMs) =>
    exchange({ durationMs, outcome: answer(200, {}) }),
  );
  const unanswered = exchange({
    outcome: { kind: 'no-answer', phase: 'time-out', code: 'ETIMEDOUT', message: '' },
  });
  const times = responseTimes([record('a', { steps: [step({ exchanges: [...exchanges, unanswered] })] })]);
  assert.deepEqual(times, [{ action: 'register', answers: 5, p50: 30, p95: 1000, max: 1000 }]);
});

test('summary page: complete without network, its policy admits its own script and style', () => {
  const ids = new Map([['cdr-au/registration/duplicate/second-post@code', 'abc']]);
  const page = summaryPage(run(), { allure: { href: 'allure-report/index.html', ids } });
  assert.deepEqual(outsideReferences(page), []);
  for (const element of ['style', 'script']) {
    const text = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(page)?.[1] ?? '';
    const digest = createHash('sha256').update(text).digest('base64');
    assert.ok(
      page.includes(`${element}-src &#39;sha256-${digest}&#39;`),
      `${element} is not what the policy admits`,
    );
  }
  assert.ok(page.includes('href="allure-report/index.html#abc"'));
  assert.ok(page.includes('href="https://standards.example/#registration-validation"'));
  for (const { id } of header.ledger.requirements) {
    assert.equal(page.split(`id="r-${id}"`).length, 2, `${id} has one row`);
    assert.equal(page.split(`data-id="${id}"`).length, 2, `${id} has one cell`);
  }
});

test('summary page: what the target says is text', () => {
  const evil = '</script><img src=x onerror=alert(1)>\u202e"\'';
  const failed = record('evil', {
    verdict: 'failed',
    findings: [finding({ verdict: 'unmet', actual: evil })],
  });
  const footer = { kind: 'footer', finished: header.started, durationMs: 1, cases: 1 } as const;
  const page = summaryPage(assemble({ ...header, target: { name: evil, issuer: evil } }, [failed], footer));
  assert.ok(!page.includes('<img'));
  assert.ok(!page.includes('\u202e'));
  assert.ok(page.includes('&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;\\u202e&quot;&#39;'));
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { parse } from 'yaml';

import { curlLine } from '../src/evidence/curl.js';
import { failureMessage } from '../src/evidence/failure-text.js';
import { jsonText } from '../src/evidence/json-text.js';
import { quote } from '../src/evidence/shell-quote.js';
import { visible } from '../src/evidence/visible.js';
import { wireLog } from '../src/evidence/wire-log.js';
import { allureMeta } from '../src/report/allure-meta.js';
import { compare, sideOfLedger } from '../src/report/compare.js';
import { comparisonText } from '../src/report/comparison-text.js';
import { ctrf } from '../src/report/ctrf.js';
import { githubAnnotations } from '../src/report/github.js';
import { progressLine } from '../src/report/progress.js';
import { sarif } from '../src/report/sarif.js';
import { summarise } from '../src/report/summarise.js';
import { printed } from '../src/report/terminal-layout.js';
import { terminalSummary } from '../src/report/terminal.js';
import { waiverEntries, waiverYaml } from '../src/report/waiver-entries.js';
import { writeStubs } from '../src/playwright/stubs.js';
import type { StoredPlan } from '../src/run/plan-file.js';
import { checkedText } from '../src/run/doctor/tell.js';
import { assertInert } from './assert-inert.js';
import { run } from './report-fixture.js';
import { hostileRun } from './hostile-run.js';

const settings = { seed: 8, numRuns: 150 };

/** Pieces of text that do something somewhere. */
const pieces = [
  ...[
    '\u001b[2J',
    '\u001b]8;;https://evil.example\u0007',
    '\u001b[31m',
    '\u009b31m',
    '\r',
    '\b',
    '\u0000',
    '\u007f',
  ],
  ...[
    '\u202e',
    '\u2066',
    '\u061c',
    '\u200f',
    '\u2028',
    '\u2029',
    '\u00ad',
    '\ufeff',
    '\u{e0041}',
    '\ud800',
    '\udc00',
  ],
  ...[
    '::error::x',
    '::add-mask::x',
    '::stop-commands::x',
    '##[add-path]/x',
    '##vso[task.prependpath]/x',
    '##teamcity[x]',
  ],
  ...[
    '\n',
    '\t',
    ' ',
    '\u00a0',
    '$(touch /x)',
    '`id`',
    "'",
    '"',
    '\\',
    '!',
    '%0A',
    ',line=1',
    '?x#y',
    ']]>',
    '<b>',
    '[a](https://evil.example)',
  ],
];
const payloads = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...pieces) },
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''));

test('everything printed about a run is inert, whoever wrote whatever in it', () => {
  fc.assert(
    fc.property(payloads, fc.constantFrom(40, 60, 100), (payload, width) => {
      const one = hostileRun(payload);
      const paper = { width, colour: false };
      const other = run();
      assertInert(terminalSummary(one, summarise(one), paper), 'summary');
      assertInert(
        comparisonText(compare(sideOfLedger(other, payload), sideOfLedger(one, payload)), paper),
        'diff',
      );
      assertInert(waiverYaml(waiverEntries(one)), 'waivers');
      for (const record of one.cases) {
        assertInert(failureMessage(record, one.header), 'failure');
        assertInert(wireLog(record), 'wire log');
        for (const { exchanges } of record.steps) assertInert(exchanges.map(curlLine).join(''), 'curl');
        const { description, links } = allureMeta(record, one.header);
        assertInert(description, 'description');
        for (const { url } of links) assert.match(url, /^https?:/);
      }
      const state = { done: 1, total: 2, failed: 0, unproven: 0, elapsedMs: 1, current: payload };
      assertInert(progressLine(state, paper), 'progress');
      for (const value of [summarise(one), sarif(one), ctrf(one), payload, { [payload]: payload }]) {
        assertInert(jsonText(value), 'JSON');
      }
    }),
    { ...settings, numRuns: 60 },
  );
});

test('what the doctor prints: a line feed of the target makes no further line', () => {
  const title = 'the target answers';
  const diagnosis = (text: string) => ({
    fault: 'no-answer' as const,
    cause: text,
    evidence: text,
    cure: text,
  });
  const texts = (text: string): readonly string[] =>
    [
      { state: 'sound' as const, saw: text },
      { state: 'not-attempted' as const, because: text },
      { state: 'advice' as const, diagnosis: diagnosis(text) },
      { state: 'faulty' as const, diagnosis: diagnosis(text) },
    ].map((finding) => checkedText({ id: 'x', title, blocks: true, finding }));
  fc.assert(
    fc.property(payloads, (payload) => {
      for (const [index, text] of texts(payload).entries()) {
        assertInert(text, 'doctor');
        assert.equal(text.split('\n').length, texts('x')[index]?.split('\n').length);
      }
    }),
    settings,
  );
});

test('the last gate before the terminal lets nothing through but our own colours', () => {
  fc.assert(
    fc.property(payloads, (payload) => {
      const text = printed(`\u001b[1m\u001b[31mred${payload}\u001b[0m\u001b[0m`);
      assertInert(text.replaceAll(/\u001b\[(?:0|1|31)m/g, ''), 'printed');
      assert.equal(printed(text), text);
      assert.equal(visible(visible(payload)), visible(payload));
    }),
    settings,
  );
  assert.equal(printed('\u001b[2J\u001b[8m\u001b[32mok\u001b[0m'), '\\x1b[2J\\x1b[8m\u001b[32mok\u001b[0m');
});

test('no command has another way to the terminal', () => {
  const doors = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) =>
      /\bprocess\.std(?:out|err)\.write|\bconsole\.[a-z]+\(/.test(readFileSync(join('src', file), 'utf8')),
    );
  // The process that makes the Allure page is heard by its parent, not by a terminal.
  assert.deepEqual(doors.toSorted(), [join('report', 'allure-generator-main.ts'), join('run', 'say.ts')]);
});

test('JSON: the same value to a parser, and unchanged by the last gate', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), payloads, (value, payload) => {
      for (const one of [value, payload, { [payload]: [payload] }]) {
        const text = jsonText(one);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(one)));
        assert.equal(printed(text), text);
      }
    }),
    settings,
  );
});

test('YAML of waivers: the entries that were meant, whatever the target answered', () => {
  fc.assert(
    fc.property(payloads, (payload) => {
      const entries = waiverEntries(hostileRun(Buffer.from(payload).toString()));
      assert.ok(entries.length > 0);
      assert.deepEqual(parse(`waivers:\n${waiverYaml(entries)}`), { waivers: entries });
    }),
    { ...settings, numRuns: 40 },
  );
});

test('shell: bash hands over exactly what would be sent, and runs nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dcr-inert-'));
  try {
    const bait = join(folder, 'x');
    const words = [
      ...fc.sample(payloads, { seed: 8, numRuns: 300 }),
      `$(touch ${bait})`,
      `\`touch ${bait}\``,
      `'; touch ${bait}; '`,
      `"; touch ${bait} #`,
      `x\n touch ${bait}\n`,
      `\\'$(touch ${bait})`,
      `\u001b\\'; touch ${bait}; $'`,
      `!touch ${bait}`,
      '~',
      '-x',
      '',
    ].map((word) => word.replaceAll('\u0000', ''));
    const script = `curl() { printf '%s\\0' "$@"; }\ncurl ${words.map(quote).join(' ')}\n`;
    assertInert(script, 'script');
    const heard = execFileSync('bash', ['--norc', '-c', script], {
      encoding: 'utf8',
      cwd: folder,
      env: { LC_ALL: 'C.UTF-8' },
    });
    // Halves of surrogate pairs cannot be encoded: the wire has the replacement character as well.
    assert.deepEqual(
      heard.split('\0').slice(0, -1),
      words.map((word) => Buffer.from(word).toString()),
    );
    const made = hostileRun(`$(touch ${bait})'"\`touch ${bait}\`\n touch ${bait} #`);
    const lines = made.cases.flatMap(({ steps }) =>
      steps.flatMap(({ exchanges }) => exchanges.map(curlLine)),
    );
    const whole = `curl() { echo "$#"; }\n${lines.join('')}`;
    const calls = execFileSync('bash', ['--norc', '-c', whole], {
      encoding: 'utf8',
      cwd: folder,
      env: { LC_ALL: 'C.UTF-8' },
    });
    assert.equal(calls.trimEnd().split('\n').length, lines.length, 'one command for each exchange');
    assert.deepEqual(readdirSync(folder), [], 'nothing was run');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('GitHub annotations: one command a line, with the properties that were meant, whatever a target answers', () => {
  fc.assert(
    fc.property(payloads, (payload) => {
      const one = hostileRun(payload);
      const lines = githubAnnotations(one).trimEnd().split('\n');
      assert.equal(lines.length, githubAnnotations(hostileRun('harmless')).trimEnd().split('\n').length);
      for (const line of lines) {
        const [, command, properties = '', data = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
        assert.ok(command === 'error' || command === 'warning', line);
        assert.deepEqual(
          properties.split(',').map((property) => property.split('=')[0]),
          ['file', 'line', 'col', 'title'],
          line,
        );
        assert.doesNotMatch(data, /[\r\n]|%(?!25)/);
        assertInert(` - ${line}`, 'annotation');
      }
    }),
    settings,
  );
});

test('SARIF: a message is no link, and every place is a URI', () => {
  fc.assert(
    fc.property(payloads, (payload) => {
      const { runs } = sarif(hostileRun(payload)) as {
        readonly runs: readonly [
          {
            readonly tool: { readonly driver: { readonly rules: readonly { readonly helpUri?: string }[] } };
            readonly results: readonly {
              readonly message: { readonly text: string };
              readonly locations: readonly [
                { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } },
              ];
            }[];
          },
        ];
      };
      const [{ tool, results }] = runs;
      assert.ok(results.length > 0);
      for (const { message, locations } of results) {
        assert.doesNotMatch(message.text, /(?<!\\)\[[^\]]*\]\(/);
        // Unreserved characters and escapes of RFC 3986 alone, and no colon: a path, whatever the file is called.
        assert.match(locations[0].physicalLocation.artifactLocation.uri, /^[\w./~!'()*%-]+$/);
      }
      for (const { helpUri } of tool.driver.rules) assert.match(helpUri ?? 'https:', /^https?:/);
    }),
    settings,
  );
});

test('a chapter title cannot add code to the spec file that is generated for Playwright', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dcr-stubs-'));
  try {
    const door = join(folder, 'door.mjs');
    const spec = join(folder, 'p', 'chapter.yaml.spec.mjs');
    const opened: string[] = [];
    Object.assign(globalThis, { opened, ran: [] as string[] });
    writeFileSync(door, 'export const open = (path) => void globalThis.opened.push(path);');
    for (const separator of ['\n', '\r', '\u2028', '\u2029']) {
      const chapter = { path: 'chapter', title: `x${separator}globalThis.ran.push(1) //` };
      const stored = { plan: { profile: 'p' }, chapters: [chapter] } as unknown as StoredPlan;
      writeStubs(stored, folder, pathToFileURL(door));
      await import(`${pathToFileURL(spec).href}?${String(separator.charCodeAt(0))}`);
    }
    assert.equal(opened.length, 4);
    assert.deepEqual((globalThis as unknown as { readonly ran: readonly unknown[] }).ran, []);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

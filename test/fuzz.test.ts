import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

import fc from 'fast-check';

import { oneLine, visible } from '../src/evidence/visible.js';
import { redactText, secretsFrom } from '../src/evidence/redact-text.js';
import { deepestJson, nestsDeeper, parseJson } from '../src/nouns/json.js';
import { ScenarioError, TargetError } from '../src/nouns/errors.js';
import { readTarget } from '../src/plan/target-file.js';
import { readBook } from '../src/scenario/read-book.js';
import { loadPlugins, loadVocabulary } from '../src/run/plugins.js';

/** The budget is small in the suite; FUZZ_RUNS and FUZZ_SEED raise and repeat it. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 150);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_121);
const budget = { numRuns: runs, seed, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: false };
process.stdout.write(`# fuzzing with seed ${seed}, ${runs} runs per property\n`);

const vocabulary = await loadVocabulary(await loadPlugins(), 'cdr-au');
const folder = mkdtempSync(join(tmpdir(), 'dcr-fuzz-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Reads a target file; anything but a target or a TargetError is a crash. */
function target(text: string): 'read' | 'refused' {
  try {
    readTarget(text, 'targets/bank.yaml', { today: '2026-11-21', env: {} });
    return 'read';
  } catch (error) {
    if (error instanceof TargetError) return 'refused';
    throw error;
  }
}

/** Reads a book of one chapter; anything but a book or ScenarioErrors is a crash. */
function chapter(text: string): 'read' | 'refused' {
  const book = join(folder, 'book');
  mkdirSync(join(book, 'a'), { recursive: true });
  writeFileSync(join(book, 'requirements.yaml'), ledger);
  writeFileSync(join(book, 'a', 'b.yaml'), text);
  try {
    return 'errors' in readBook(book, vocabulary, folder) ? 'refused' : 'read';
  } catch (error) {
    if (error instanceof ScenarioError || error instanceof TargetError) return 'refused';
    throw error;
  }
}

const ledger = 'standard: { title: T, version: "1" }\nrequirements: []\n';

/** Texts that YAML readers are known to choke on. */
const nasty: readonly (readonly [name: string, text: string])[] = [
  ['nothing', ''],
  ['a null byte', 'name: \u0000'],
  ['a byte order mark', '\ufeffname: x'],
  ['half a surrogate', 'name: "\\ud800"\ndiscovery: https://a.example'],
  ['an alias bomb', aliasBomb(9)],
  ['an alias to itself', 'a: &a [*a]'],
  ['a merge key', 'name: x\n<<: { __proto__: { polluted: 1 } }'],
  ['prototype members', '__proto__: { polluted: 1 }\nconstructor: { prototype: { polluted: 1 } }'],
  ['deep flow nesting', '['.repeat(20_000)],
  ['deep closed nesting', '['.repeat(5_000) + ']'.repeat(5_000)],
  ['a deep list in one line', `${'- '.repeat(100_000)}a`],
  ['a deep list that ends at once', `${'- '.repeat(200_000)}a\nb: c`],
  ['deep keys', '? '.repeat(100_000)],
  ['deep maps in one line', '{a: '.repeat(100_000)],
  ['deep maps', Array.from({ length: 2_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ['a huge file', `name: ${'x'.repeat(5_000_000)}`],
  ['a huge list', `trust: [${'a,'.repeat(200_000)}a]`],
  ['duplicate keys', 'name: a\nname: b'],
  ['several documents', 'name: a\n---\nname: b'],
  ['a tag that wants code', 'name: !!js/function "function () { process.exit(9) }"'],
  ['a binary tag', 'name: !!binary aGVsbG8='],
  ['a tab for indentation', 'name:\n\t- x'],
  ['terminal escapes', 'name: "\\e[2J"\ndiscovery: https://a.example/x'],
  ['numbers', '1e999'],
  ['a map as a key', '? { a: b }\n: c'],
];

function aliasBomb(levels: number): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level <= levels; level += 1) {
    lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`);
  }
  return lines.join('\n');
}

describe('files that a person wrote, or somebody else', () => {
  for (const [name, text] of nasty) {
    it(`${name}: refused or read, in no time`, () => {
      const before = performance.now();
      target(text);
      chapter(text);
      assert.ok(performance.now() - before < 20_000, `${Math.round(performance.now() - before)} ms`);
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    });
  }

  it('any JSON value as a target or a chapter', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        target(text);
        chapter(text);
      }),
      budget,
    );
  });

  it('any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        target(text);
        chapter(text);
      }),
      budget,
    );
  });

  it('a sound target with anything in any of its members', () => {
    const members = [
      'name',
      'trust',
      'identity',
      'host',
      'limits',
      'flows',
      'waivers',
      'asOf',
      'capabilities',
      'consent',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...members), fc.json({ maxDepth: 4 }), (member, value) => {
        const others = member === 'name' ? '' : 'name: Bank\n';
        target(`${others}discovery: https://bank.example/x\n${member}: ${value}\n`);
      }),
      budget,
    );
  });

  it('a chapter with anything in any member of a scenario or a step', () => {
    const members = ['id', 'title', 'covers', 'applies', 'given', 'each', 'steps', 'control', 'cleanup'];
    fc.assert(
      fc.property(fc.constantFrom(...members), fc.json({ maxDepth: 5 }), (member, value) => {
        const base: Readonly<Record<string, string>> = { id: 'a', title: 'A', steps: '[{ discover: {} }]' };
        const scenario = { ...base, [member]: value };
        const lines = Object.entries(scenario).map(([name, text]) => `    ${name}: ${text}`);
        chapter(`chapter: C\ncovers: [x]\nscenarios:\n  -\n${lines.join('\n')}\n`);
      }),
      budget,
    );
  });

  it('ids cannot climb out of a folder, and nothing was written beside the book', () => {
    for (const id of [
      '../../etc',
      '..',
      '/abs',
      'a/b',
      'a\\b',
      '__proto__',
      'constructor',
      'a b',
      '\u202ea',
    ]) {
      const text = `chapter: C\ncovers: [x]\nscenarios: [{ id: ${JSON.stringify(id)}, title: T, steps: [{ discover: {} }] }]`;
      assert.equal(chapter(text), 'refused', id);
    }
    assert.deepEqual(readdirSync(folder), ['book']);
  });
});

describe('what a stranger sends', () => {
  const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

  it('no text shown moves a terminal or reorders a line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.doesNotMatch(visible(text), hidden);
        assert.doesNotMatch(oneLine(text), /\n/);
        assert.equal(visible(visible(text)), visible(text));
      }),
      budget,
    );
  });

  it('redaction hides what it is told to hide, and does so once', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9_-]{20,40}$/);
    fc.assert(
      fc.property(fc.string(), secret, fc.string(), (before, hiddenWord, behind) => {
        const once = redactText(`${before} ${hiddenWord} ${behind}`, secretsFrom([hiddenWord]));
        assert.ok(!once.includes(hiddenWord));
        assert.equal(redactText(once, secretsFrom([hiddenWord])), once);
      }),
      budget,
    );
  });

  it('redaction is quick for a megabyte of anything that looks like something', () => {
    const shapes = [
      'eyJ',
      'eyJhIjoxfQ.',
      'Bearer ',
      '"token":"',
      '-----BEGIN PRIVATE KEY-----',
      '"kty"',
      '\\"',
      'a.',
    ];
    for (const shape of shapes) {
      const text = shape.repeat(Math.ceil(1_000_000 / shape.length));
      const before = performance.now();
      redactText(text, secretsFrom([]));
      assert.ok(
        performance.now() - before < 10_000,
        `${shape}: ${Math.round(performance.now() - before)} ms`,
      );
    }
  });

  it('JSON is what JSON.parse says, up to the depth that is allowed', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        assert.deepEqual(parseJson(text), JSON.parse(text));
      }),
      budget,
    );
    assert.equal(parseJson('['.repeat(100_000) + ']'.repeat(100_000)), undefined);
    assert.ok(nestsDeeper('{"a":'.repeat(deepestJson + 1), deepestJson));
    assert.ok(
      !nestsDeeper(JSON.stringify('['.repeat(1000)), deepestJson),
      'brackets in a string do not nest',
    );
    assert.ok(!nestsDeeper('"\\"[[[["', 1), 'nor behind an escaped quotation mark');
  });
});

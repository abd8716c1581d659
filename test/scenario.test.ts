import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { bookSchema } from '../src/scenario/book-schema.js';
import { explain } from '../src/scenario/explain.js';
import { loadLedger } from '../src/scenario/ledger.js';
import { lint } from '../src/scenario/lint.js';
import { nearestWord } from '../src/scenario/nearest.js';
import { readBook } from '../src/scenario/read-book.js';
import { loadRecipes } from '../src/scenario/recipes.js';
import { schemaCheck } from '../src/scenario/schema-check.js';
import { parseYaml } from '../src/scenario/yaml-file.js';
import { expand } from '../src/plan/expand.js';
import {
  chapterOf,
  check,
  errorsOf,
  ledger,
  ledgerText,
  placeOf,
  recipes,
  recipesText,
  vocabulary,
  withSteps,
} from './small-book.js';

const problemsOf = (text: string): readonly string[] => {
  const parsed = parseYaml(text, 'a.yaml');
  return 'problems' in parsed
    ? parsed.problems.map(({ place, message }) => `${place.line}:${place.column} ${message}`)
    : [];
};

test('YAML that JSON cannot hold, or that could exhaust us, is refused at its place', () => {
  assert.deepEqual(problemsOf('a: 1\nb: 2\na: 3'), ["3:1 duplicate key 'a'"]);
  assert.deepEqual(problemsOf('a: *gone'), ["1:4 unknown alias '*gone': no anchor '&gone' stands before it"]);
  assert.deepEqual(problemsOf('a: &a [*a]'), ["1:8 alias '*a' contains itself"]);
  assert.deepEqual(problemsOf('a: { __proto__: 1 }'), ["1:6 the key '__proto__' is not allowed"]);
  assert.deepEqual(problemsOf('? [a]\n: 1'), ['1:3 a key must be a plain word']);
  assert.deepEqual(problemsOf('a: .nan'), ["1:4 '.nan' has no JSON form"]);
  assert.match(problemsOf('a: 12345678901234567890')[0] ?? '', /^1:4 .* too large to be kept exactly/);
  assert.match(problemsOf('a: !env HOME')[0] ?? '', /^1:4 unresolved tag: !env/);
  assert.match(problemsOf('a: 1\n---\nb: 1')[0] ?? '', /^2:1 a second document begins here/);
  assert.match(problemsOf('a: [1\nb: 2')[0] ?? '', /^2:1/);
  assert.match(problemsOf(`a: ${'x'.repeat(1024 * 1024)}`)[0] ?? '', /^1:1 the file has 1048579 bytes/);
  assert.match(problemsOf(`a: ${'['.repeat(70)}${']'.repeat(70)}`)[0] ?? '', /nested more than 64 levels/);
  assert.match(problemsOf(`a: ${'['.repeat(100_000)}`)[0] ?? '', /nested more than 64 levels/);
  const bomb = Array.from(
    { length: 9 },
    (_, i) =>
      `${String.fromCharCode(98 + i)}: &${String.fromCharCode(98 + i)} [${`*${String.fromCharCode(97 + i)},`.repeat(9)}]`,
  );
  assert.match(problemsOf(['a: &a x', ...bomb].join('\n'))[0] ?? '', /more than 100000 nodes/);
});

test('YAML reads as JSON with places, aliases followed however often they are used', () => {
  const parsed = parseYaml(`a: &x 1\nb:\n  - *x\n  - no\nc: [${'*x,'.repeat(150)}]`, 'a.yaml');
  assert.ok('yaml' in parsed);
  const { value, keyAt, valueAt } = parsed.yaml;
  assert.deepEqual((value as { b: unknown }).b, [1, 'no']);
  assert.deepEqual(keyAt('/b'), { file: 'a.yaml', line: 2, column: 1 });
  assert.deepEqual(valueAt('/b/1'), { file: 'a.yaml', line: 4, column: 5 });
  assert.deepEqual(keyAt('/b/1/gone'), keyAt('/b/1'));
});

test('a chapter loads with defaults, names and places', () => {
  const { chapter } = chapterOf(
    withSteps('      - register:\n      - read: { as: again, by: other, expect: [ { status: 200 } ] }'),
  );
  const [scenario] = chapter.scenarios;
  assert.equal(chapter.title, 'A chapter');
  assert.deepEqual(scenario?.applies, { flows: 'any', needs: [] });
  assert.deepEqual(
    [scenario?.given, scenario?.cleanup, scenario?.control],
    ['fresh', 'delete', { kind: 'auto' }],
  );
  assert.deepEqual(scenario?.rows, [{ label: '', values: {} }]);
  assert.deepEqual(scenario?.at, { file: 'duplicate.yaml', line: 4, column: 5 });
  const [register, read] = scenario?.steps ?? [];
  assert.deepEqual(
    [register?.name, register?.by, register?.at.line, register?.at.column],
    ['register', 'self', 8, 9],
  );
  assert.deepEqual([read?.name, read?.action, read?.by], ['again', 'read', 'other']);
  assert.deepEqual(read?.expect, [
    {
      check: 'status',
      args: 200,
      covers: ['one-active'],
      at: { file: 'duplicate.yaml', line: 9, column: 49 },
    },
  ]);
});

test('each fault is told once, at its line and column, with the nearest word', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['- regster: {}', ["8:9  unknown action 'regster' (did you mean 'register'?)"]],
    ['- { register: {}, read: {} }', ["8:9  a step has exactly one key; found 'register', 'read'"]],
    ['- wait:', ["8:9  missing 'seconds' in the step 'wait'"]],
    ['- wait: { seconds: soon }', ["8:17  expected a whole number, found 'soon'"]],
    [
      '- read: { with: { jws: { alg: none } } }',
      ["8:25  unknown station 'jws' in edits of 'read' (known: like, tls)"],
    ],
    [
      '- register: { with: { jws: { alg: HS265 } } }',
      ["8:36  'HS265' is not one of none, RS256, HS256 (did you mean 'HS256'?)"],
    ],
    [
      '- register: { with: { jws: { alg: { $random: uid } } } }',
      ["8:43  'uid' is not one of uuid, hex (did you mean 'uuid'?)"],
    ],
    [
      '- register: { with: { claims: { set: { aud: [ { $form: x } ] } } } }',
      ["8:55  unknown value maker '$form' (did you mean '$from'?)"],
    ],
    [
      '- register: { with: { tls: { clientCertificate: non } } }',
      ["8:36  'non' is not one of recipient, stranger, none (did you mean 'none'?)"],
    ],
    [
      '- register: { with: { jws: { tamper: strip } } }',
      ["8:36  'strip' is not one of strip-signature, alter-payload"],
    ],
    [
      '- register: { with: { like: unsined } }',
      ["8:29  unknown edit recipe 'unsined' (did you mean 'unsigned'?)"],
    ],
    [
      '- register: { expect: [ { statuz: 400 } ] }',
      ["8:33  unknown check 'statuz' (did you mean 'status'?)"],
    ],
    ['- register: { expect: [ { status: 999 } ] }', ['8:33  999 must be <= 599']],
    ['- register: { expect: [ { status: bad } ] }', ["8:33  'bad' is none of: a whole number; a list"]],
    [
      '- register: { expect: [ { covers: [one-active] } ] }',
      ['8:31  an expectation holds exactly one check; found none'],
    ],
    [
      '- register: { expect: [ { status: 400, refused: true } ] }',
      ['8:31  an expectation holds exactly one check; found status and refused'],
    ],
    [
      '- register: { expect: [ { status: 400, covers: [one-activ] } ] }',
      ["8:55  unknown requirement 'one-activ' (did you mean 'one-active'?)"],
    ],
    [
      '- register: { expect: [ { like: refusl } ] }',
      ["8:33  unknown expectation recipe 'refusl' (did you mean 'refusal'?)"],
    ],
    [
      '- register: { expect: [ { either: [ { statsu: 1 } ] } ] }',
      ["8:45  unknown check 'statsu' (did you mean 'status'?)"],
    ],
    [
      '- register: { expect: [ { status: 400, severity: high } ] }',
      ["8:46  'high' is not one of fail, warn, info"],
    ],
    ['- register: { expect: [ refused ] }', ["8:31  expected a map, found 'refused'"]],
    ['- register: { expect: { status: 400 } }', ['8:21  expected a list, found {"status":400}']],
  ];
  for (const [step, expected] of cases) {
    assert.deepEqual(
      errorsOf(withSteps(`      ${step}`)),
      expected.map((message) => `duplicate.yaml:${message}`),
      step,
    );
  }
});

test('all faults of a file are told at once, in the order of the file', () => {
  const text = `chapter: Bad
covers: [one-activ]
scenarios:
  - id: Not A Slug
    titel: Misspelt
    applies: { from: '2025-02-30' }
    steps: [ { read: } ]
`;
  assert.deepEqual(
    errorsOf(text).map((message) => message.replace('duplicate.yaml:', '')),
    [
      "2:10  unknown requirement 'one-activ' (did you mean 'one-active'?)",
      "4:5  missing 'title' in a scenario",
      "4:5  'Not A Slug' is not a slug (lower-case words and digits, joined by hyphens)",
      "5:5  unknown key 'titel' in a scenario (did you mean 'title'?)",
      "6:16  '2025-02-30' is not a day (YYYY-MM-DD)",
    ],
  );
});

test('a value maker may stand wherever a value may, and a JSON path is none', () => {
  const { chapter } = chapterOf(
    withSteps(
      `      - register:
          with: { jws: { alg: { $each: alg }, kid: { $random: uuid } }, claims: { set: { exp: { $now: -60 } } } }
          because: the rule is about both
          expect:
            - status: { $each: status }
            - json: { $.client_id: { equals: { $from: register.client_id } } }`,
      'each: [ { case: a, alg: none, status: 400 } ]',
    ),
  );
  assert.deepEqual(chapter.scenarios[0]?.rows, [{ label: 'a', values: { alg: 'none', status: 400 } }]);
});

test('a wrong value in a row is told at the row', () => {
  const text = withSteps(
    '      - register: { with: { jws: { alg: { $each: alg } } } }',
    'each: { alg: [none, HS265] }',
  );
  assert.deepEqual(errorsOf(text), [
    "duplicate.yaml:6:25  'HS265' is not one of none, RS256, HS256 (did you mean 'HS256'?)",
  ]);
});

test('rows are every combination of lists, or the maps as they are, with labels fit for an address', () => {
  const labels = (each: string): readonly string[] | undefined =>
    chapterOf(withSteps('      - read:', `each: ${each}`)).chapter.scenarios[0]?.rows.map(
      ({ label }) => label,
    );
  assert.deepEqual(labels('{ alg: [none, RS256], times: [1, 2] }'), [
    'none,1',
    'none,2',
    'RS256,1',
    'RS256,2',
  ]);
  assert.deepEqual(labels("{ uri: ['https://a.example/x', '', null, { b: [1, c] }] }"), [
    'https-a.example-x',
    'empty',
    'null',
    'b-1+c',
  ]);
  assert.deepEqual(labels(`{ text: ['${'x'.repeat(200)}', '@@'] }`), ['1', '2']);
  assert.deepEqual(labels('[ { case: first, a: 1 }, { a: 2 } ]'), ['first', '2']);
});

test('recipes are laid in: own edits win, and the nearest covers', () => {
  const { chapter, uses } = chapterOf(
    withSteps(
      `      - register:
          with: { like: unsigned, jws: { kid: new }, tls: { clientCertificate: none } }
          expect:
            - like: refusal
              covers: [hybrid-encryption]
              severity: warn
              because: it is debated
            - like: refusal`,
    ),
  );
  const [step] = chapter.scenarios[0]?.steps ?? [];
  assert.deepEqual(step?.with, { jws: { alg: 'none', kid: 'new' }, tls: { clientCertificate: 'none' } });
  assert.deepEqual(
    step?.expect.map(({ check: name, covers, severity, because, at }) => [
      name,
      covers[0],
      severity,
      because,
      at.line,
    ]),
    [
      ['refused', 'hybrid-encryption', 'warn', 'it is debated', 11],
      ['error', 'error-code', 'warn', 'it is debated', 11],
      ['refused', 'one-active', undefined, undefined, 15],
      ['error', 'error-code', undefined, undefined, 15],
    ],
  );
  assert.deepEqual(uses, { edits: ['unsigned'], expectations: ['refusal', 'refusal'] });
});

test('a recipe is validated like a step', () => {
  const text = `edits: { a: { summary: A, with: { jsw: { alg: none } } } }
expectations: { b: { summary: B, expect: [ { status: 400, covers: [gone] }, { like: a } ] } }`;
  const loaded = loadRecipes(text, 'recipes.yaml', { vocabulary, check, ledger });
  assert.deepEqual('errors' in loaded ? loaded.errors.map(({ message }) => message) : [], [
    "recipes.yaml:1:35  unknown station 'jsw' in edits (did you mean 'jws'?)",
    "recipes.yaml:2:68  unknown requirement 'gone' (known: one-active, error-code, hybrid-encryption)",
    "recipes.yaml:2:79  unknown check 'like' (known: status, error, refused, json, either, covers, severity, because)",
  ]);
});

test('the ledger is checked for what a schema cannot say', () => {
  assert.deepEqual(placeOf.get('error-code'), { file: 'requirements.yaml', line: 21, column: 3 });
  assert.deepEqual(ledger.requirements[0]?.exercises, [
    { kind: 'positive', id: 'P1', text: 'register once' },
    { kind: 'request', id: 'N1', text: 'register twice' },
  ]);
  const wrong = ledgerText
    .replace('severity: fail', 'severity: warn')
    .replace('doc: CDS, clause: Errors', 'doc: CSD, clause: Errors')
    .replace("until: '2025-05-11'", "until: '2019-05-11'")
    .replace('group: registration\n    rule: ID', 'group: registratio\n    rule: ID')
    .replace('id: N1', 'id: P1');
  const loaded = loadLedger(wrong, 'r.yaml');
  assert.deepEqual('errors' in loaded ? loaded.errors.map(({ message }) => message) : [], [
    "r.yaml:15:5  severity 'warn' differs from what MUST means ('fail'): say why in 'lenient'",
    "r.yaml:20:77  duplicate case id 'P1'",
    "r.yaml:27:15  unknown document 'CSD' (did you mean 'CDS'?)",
    "r.yaml:32:5  unknown group 'registratio' (did you mean 'registration'?)",
    "r.yaml:39:5  'until' 2019-05-11 is before 'from' 2020-01-01",
  ]);
});

function lintOf(text: string): readonly string[] {
  const { chapter, uses } = chapterOf(text);
  return lint({ chapters: [chapter], ledger, placeOf, recipes, uses }, vocabulary)
    .filter(({ rule }) => rule !== 'covered' && rule !== 'used-recipe')
    .map(({ rule, level, place, message }) => `${level} ${rule} ${place.line}:${place.column} ${message}`);
}

test('lint: references, names and titles', () => {
  const text = `chapter: A chapter
covers: [one-active]
scenarios:
  - id: one
    title: It works.
    each: [ { case: a, x: 201 }, { case: a, y: 201 } ]
    control: { with: { claims: { set: { a: { $from: register.x } } } } }
    steps:
      - register: { with: { claims: { set: { a: { $from: again.x }, b: { $from: given.x } } } } }
      - register: { by: other, expect: [ { status: { $each: y } } ] }
      - read: { as: again, expect: [ { json: { $.a: { equals: { $from: again.x } } } } ] }
      - read: { as: given, expect: [ { json: { $.a: { equals: { $from: given-other.x } } } } ] }
  - id: one
    title: It works with nothing expected
    steps: [ { read: } ]
`;
  assert.deepEqual(lintOf(text), [
    "error title 4:5 the title 'It works.' ends with a full stop",
    "error title 4:5 the title 'It works.' is no sentence: it has fewer than three words",
    "error unique-row 4:5 two rows of 'each' have the label 'a': name them with 'case'",
    "error known-step 4:5 '$from: register.x': no step 'register' before this one (known: given, given-token, given-other)",
    "error known-step 9:9 '$from: again.x': no step 'again' before this one (known: given, given-token, given-other)",
    "error unique-step 10:9 a step before this one has the name 'register': give this one another with 'as'",
    "error known-row 10:42 '$each: y': the row 'a' has no 'y' (did you mean 'x'?)",
    "error unique-step 12:9 the name 'given' belongs to what is given",
    "error unique-scenario 13:5 a scenario before this one has the id 'one'",
    "error expects 13:5 the scenario 'one' expects nothing: whatever happens, it would pass",
  ]);
});

test('lint: one fault per negative, stations on the road, severities', () => {
  const text = withSteps(
    `      - register: { as: a, with: { like: unsigned }, expect: [ { like: refusal } ] }
      - register: { as: b, with: { like: unsigned }, because: they belong together, expect: [ { refused: true } ] }
      - register: { as: c, with: { claims: { set: { x: [1, 2] } } }, expect: [ { status: 400 } ] }
      - register: { as: d, with: { claims: { remove: [x, y] } }, expect: [ { either: [ { refused: true }, { status: 200 } ] } ] }
      - read: { as: e, with: { like: unsigned }, expect: [ { status: 200, severity: warn } ] }
      - read: { as: f, expect: [ { status: 200, severity: warn, because: debated } ] }
      - read: { as: g, expect: [ { status: 200, severity: fail, covers: [error-code] } ] }`,
  );
  assert.deepEqual(lintOf(text), [
    "error one-fault 8:9 the step 'a' expects a refusal and deviates in 2 points (jws.alg, jws.kid): leave one, or say 'because'",
    "error one-fault 11:9 the step 'd' expects a refusal and deviates in 2 points (claims.x, claims.y): leave one, or say 'because'".replaceAll(
      'claims.',
      'claims.remove.',
    ),
    "error reachable 12:9 the action 'read' has no station 'jws' (known: tls)",
    "error severity 12:60 severity 'warn', while 'one-active' says 'fail': say why in 'because'",
    "error severity 14:34 severity 'fail', while 'error-code' says 'warn': a scenario may only lower it",
  ]);
});

test('lint: requirements without a case, recipes without a use', () => {
  const { chapter, uses } = chapterOf(withSteps('      - read: { expect: [ { like: refusal } ] }'));
  const issues = lint({ chapters: [chapter], ledger, placeOf, recipes, uses }, vocabulary);
  assert.deepEqual(
    issues.map(({ rule, level, place }) => `${level} ${rule} ${place.file}:${place.line}`),
    ['warning used-recipe recipes.yaml:3', 'error covered requirements.yaml:31'],
  );
});

test('a case is explained in words', () => {
  const { chapter } = chapterOf(
    withSteps(
      `      - register:
          with: { claims: { set: { exp: { $now: -60 } }, remove: [aud] }, jws: { alg: none } }
          because: all three are of one rule
          expect: [ { like: refusal } ]`,
      'given: registered',
    ),
  );
  const [one] = expand([chapter], ledger, { asOf: '2025-01-01', flows: ['code'] });
  assert.ok(one);
  const text = explain(one, ledger, (name, args) => `${name} is ${JSON.stringify(args)}`);
  assert.equal(
    text,
    `**Rule**

- A software product is registered once. (MUST; a violation fails. Source: [CDS, Registration](https://standard.example/#registration). Requirement \`one-active\`)
- A refusal names its error. (SHOULD; a violation is a warning. Source: [CDS, Errors](https://standard.example/). Requirement \`error-code\`)

**Given**

A software product made for this case alone, active at the Register, already registered with the holder, with an access token at hand. Flow: authorisation code.

**Steps**

1. \`register\`: register. Deviation from the valid request:
   - registration request: \`exp\` set to \`now -60\`
   - registration request: \`aud\` left out
   - signature of the registration request: \`alg\` is \`"none"\`
   - why more than one deviation: all three are of one rule
   - expected: refused is true (\`one-active\`)
   - expected: error is \\["invalid_client_metadata"\\] (\`error-code\`)

**Control**

A refusal counts only if a valid request of the same kind was accepted; otherwise the case is unproven.

**Where sources differ**

- \`error-code\`: The example and the text differ in the status.`,
  );
});

test('a profile folder is read as a book, with the errors of every file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'book-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  try {
    assert.match(JSON.stringify(readBook(folder, vocabulary, folder)), /requirements\.yaml/);
    write('requirements.yaml', ledgerText);
    write('recipes.yaml', recipesText);
    write('schemas/response.json', '{ "type": "object" }');
    write('registration/duplicate.yaml', withSteps('      - read:'));
    write('discovery/document.yaml', withSteps('      - read:'));
    const read = readBook(folder, vocabulary, folder);
    assert.ok('book' in read);
    assert.deepEqual(
      read.book.chapters.map(({ path, file }) => [path, file]),
      [
        ['discovery/document', 'discovery/document.yaml'],
        ['registration/duplicate', 'registration/duplicate.yaml'],
      ],
    );
    assert.deepEqual(read.book.schemas.get('response'), { type: 'object' });
    write('registration/Not A Slug.yaml', '');
    write('registration/other.yml', '');
    write('schemas/broken.json', '{');
    const broken = readBook(folder, vocabulary, folder);
    assert.deepEqual('errors' in broken ? broken.errors.map(({ place }) => place.file) : [], [
      'registration/Not A Slug.yaml',
      'registration/other.yml',
      'schemas/broken.json',
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the book's schema is one valid JSON Schema", () => {
  const [chapter] = schemaCheck(bookSchema(vocabulary));
  assert.deepEqual(
    chapter?.({ chapter: 'x', covers: ['a'], scenarios: [{ id: 'a', title: 't', steps: [{ read: null }] }] }),
    [],
  );
});

test('the nearest word allows for swapped letters, and not for another word', () => {
  assert.equal(nearestWord('stauts', ['status', 'error']), 'status');
  assert.equal(nearestWord('Status', ['status']), 'status');
  assert.equal(nearestWord('read', ['register', 'token']), undefined);
});

import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { fail } from '../src/cli/fail.js';
import { HarnessError } from '../src/nouns/errors.js';
import { headerValues, type Outcome } from '../src/nouns/exchange.js';
import { openControls } from '../src/recipient/controls.js';
import type { Wire, WireRequest } from '../src/recipient/wire.js';
import { assemble, writeLedger } from '../src/report/ledger-file.js';
import { matchesAddress } from '../src/plan/address-pattern.js';
import { compilePlan } from '../src/run/compile.js';
import { writePlan } from '../src/run/plan-file.js';
import { conduct } from '../src/run/conduct.js';
import { bundleEvidence } from '../src/run/evidence-bundle.js';
import { republish } from '../src/run/republish.js';
import { openSession } from '../src/run/session.js';
import { openStage } from '../src/run/stage.js';
import { command, makeUserFolder, removeFolder } from './command.js';
import { family } from './kill-tree.js';
import { header } from './report-fixture.js';

const folder = makeUserFolder();
const reports = join(folder, 'reports');
const keys = join(process.cwd(), 'keys');
/** Everything usable that went over the wire: tokens, signatures, assertions. */
const used = new Set<string>();
let cases = 0;

/** Selections that touch tokens, assertions, statements and hostile requests. */
const selection = [
  'registration/life-cycle/**',
  'registration/duplicate/**',
  'token/issue/**',
  'management/token/**',
  'security/signatures/**',
];

before(async () => {
  const places = { root: process.cwd(), scenarios: join(process.cwd(), 'scenarios') };
  const compiled = await compilePlan({ target: 'targets/reference-today.yaml' }, places, '2026-05-04');
  const chosen = compiled.plan.cases.filter(({ address }) =>
    selection.some((pattern) => matchesAddress(pattern, address)),
  );
  const planFile = { ...compiled, plan: { ...compiled.plan, cases: chosen } };
  const planPath = writePlan(planFile, join(folder, 'plans'));
  const session = await openSession({ planPath, planFile, keys, reports, seed: 'secrets', skipDoctor: true });
  try {
    const open = await openStage(session.path);
    try {
      const world = { ...open.stage.world, wire: recording(open.stage.world.wire) };
      const stage = { ...open.stage, world, controls: openControls(world, open.stage.plugins.actions) };
      const records = [];
      for (const one of chosen) records.push(await conduct(one, stage));
      cases = records.length;
      const footer = { kind: 'footer', finished: new Date().toISOString(), durationMs: 1, cases } as const;
      const facts = JSON.parse(JSON.stringify(session.file.facts)) as typeof header.facts;
      const run = assemble(
        { ...header, ledger: compiled.plan.ledger, plan: { cases }, facts },
        records,
        footer,
      );
      await writeLedger(join(reports, 'ledger.jsonl'), run);
      await republish(run, reports);
      const bundled = await bundleEvidence(run, planFile, { reports, keys });
      assert.equal(bundled.refused, false, bundled.text);
    } finally {
      await open.close();
    }
  } finally {
    await session.close();
  }
});
after(() => {
  removeFolder(folder);
});

/** A wire that remembers every secret it carries. */
function recording(wire: Wire): Wire {
  return {
    ...wire,
    send: async (request) => {
      noteRequest(request);
      const sent = await wire.send(request);
      noteAnswer(sent.outcome);
      return sent;
    },
  };
}

function noteRequest({ headers, body }: WireRequest): void {
  noteSignatures(body);
  for (const value of headerValues(headers, 'authorization')) {
    const [, token] = /^Bearer (\S{16,})$/.exec(value) ?? [];
    // A token that was never issued is no secret.
    if (token !== undefined && !token.startsWith('not-a-token')) used.add(token);
  }
}

function noteAnswer(outcome: Outcome): void {
  if (outcome.kind !== 'answer') return;
  noteSignatures(outcome.body);
  const json = outcome.json as Readonly<Record<string, unknown>> | undefined;
  for (const name of ['access_token', 'registration_access_token', 'client_secret']) {
    const token = json?.[name];
    if (typeof token === 'string') used.add(token);
  }
}

/** Signatures of every compact JWS in a text, also of the one that stands inside another's payload. */
function noteSignatures(text: string): void {
  for (const [, payload = '', signature = ''] of text.matchAll(/eyJ[\w-]+\.([\w-]+)\.([\w-]{40,})/g)) {
    used.add(signature);
    noteSignatures(Buffer.from(payload, 'base64url').toString('latin1'));
  }
}

function filesBelow(path: string): readonly string[] {
  return statSync(path).isDirectory()
    ? readdirSync(path).flatMap((name) => filesBelow(join(path, name)))
    : [path];
}

/** Private parts of every key of the cast, as they could turn up: members of JWKs, lines of PEM files. */
function privateParts(): readonly string[] {
  return filesBelow(keys).flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    if (file.endsWith('.jwk.json')) {
      const jwk = JSON.parse(text) as Readonly<Record<string, string>>;
      return ['d', 'p', 'q', 'dp', 'dq', 'qi'].flatMap((name) => jwk[name] ?? []);
    }
    return /PRIVATE KEY/.test(text) ? text.split('\n').filter((line) => /^[\w+/]{64}$/.test(line)) : [];
  });
}

/** What a text holds, also where it lies there in base64, as in an Allure page. */
function layersOf(text: string): readonly string[] {
  const inner = [...text.matchAll(/"([A-Za-z0-9+/]{200,}={0,2})"/g)].map(([, data = '']) =>
    Buffer.from(data, 'base64').toString('utf8'),
  );
  return [text, ...inner];
}

/** Where any of the secrets stands, and how it begins. */
function hitsIn(files: readonly string[], secrets: readonly string[]): readonly string[] {
  return files.flatMap((file) =>
    layersOf(readFileSync(file, 'utf8')).flatMap((text) =>
      secrets.filter((secret) => text.includes(secret)).map((secret) => `${file}: ${secret.slice(0, 12)}…`),
    ),
  );
}

test('the scanner finds a secret that is planted, in the clear, in JSON and in an Allure page', () => {
  const [secret = ''] = privateParts();
  assert.ok(secret.length > 20);
  const planted = {
    'clear.txt': `at send (${secret})`,
    'deep.json': JSON.stringify({ error: { message: JSON.stringify({ token: secret }) } }),
    'page.html': `<script>a = "${Buffer.from(`${'x'.repeat(200)}${secret}`).toString('base64')}"</script>`,
  };
  const files = Object.entries(planted).map(([name, text]) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  });
  const hits = hitsIn(files, [...used, ...privateParts()]);
  for (const file of files)
    assert.ok(
      hits.some((hit) => hit.startsWith(file)),
      file,
    );
});

test('no private key, token or whole signature that a run used is in any file of its reports', () => {
  assert.ok(cases >= 15, `${String(cases)} cases`);
  assert.ok(used.size > 30, `${String(used.size)} secrets were used`);
  const secrets = [...used, ...privateParts()];
  const files = filesBelow(reports);
  for (const name of [
    'ledger.jsonl',
    'index.html',
    'exchanges.har',
    'allure-report/index.html',
    'evidence/manifest.jws',
  ]) {
    assert.ok(files.includes(join(reports, name)), name);
  }
  const hits = hitsIn(files, secrets);
  assert.deepEqual(hits, []);
});

test('the command itself leaves nothing usable either: no whole JWS but the seal, no token', async () => {
  // Whatever Playwright, Allure and we put aside.
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  const ran = await command(
    folder,
    ['run', 'registration/life-cycle', '-t', 'reference-today', '--reports', 'live', '--verbose'],
    { TMPDIR: temporary },
  );
  assert.equal(ran.code, 0, ran.text);
  assert.match(ran.stdout, /^> POST https:/m, 'the wire log is printed');
  const texts = [
    ['printed', ran.text] as const,
    ...[join(folder, 'live'), temporary]
      .flatMap(filesBelow)
      .map((file) => [file, readFileSync(file, 'utf8')] as const),
  ];
  const secrets = privateParts();
  for (const [file, whole] of texts) {
    for (const text of layersOf(whole)) {
      assert.doesNotMatch(text, /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{40,}/, file);
      assert.doesNotMatch(text, /Bearer (?!redacted~)[\w.~+/-]{20,}/, file);
      assert.doesNotMatch(text, /"access_token\\*":\s*\\*"(?!redacted~)/, file);
      assert.ok(!secrets.some((secret) => text.includes(secret)), file);
    }
  }
});

test('nothing secret is in the arguments or the environment of any process that a run starts', async () => {
  if (!existsSync('/proc/self/cmdline')) return;
  const secrets = privateParts();
  const seen = new Map<number, string>();
  const watch = setInterval(() => {
    for (const pid of family(process.pid)) {
      try {
        const text = ['cmdline', 'environ']
          .map((name) => readFileSync(`/proc/${pid}/${name}`, 'latin1'))
          .join('\n');
        seen.set(pid, text);
      } catch {
        // It has ended meanwhile.
      }
    }
  }, 50);
  const ran = await command(folder, ['run', 'registration/life-cycle', '--reports', 'watched']);
  clearInterval(watch);
  assert.equal(ran.code, 0, ran.text);
  const texts = [...seen.values()];
  // The command, Playwright, its workers and the holder.
  assert.ok(texts.length >= 4, `${String(texts.length)} processes were seen`);
  assert.ok(texts.some((text) => text.includes('holder.json')));
  for (const text of texts) assert.ok(!secrets.some((secret) => text.includes(secret)));
});

test("a key of the user's that comes in the environment is in no report, and neither is the rest of the environment", async () => {
  const canary = 'canary-7f3c9d2e51b84a06';
  const keyPem = readFileSync(join(keys, 'tls', 'recipient.key.pem'), 'utf8');
  const ran = await command(folder, ['run', 'registration/life-cycle', '--reports', 'with-canary'], {
    DEPLOY_TOKEN: canary,
    CLIENT_KEY: keyPem,
  });
  assert.equal(ran.code, 0, ran.text);
  const lines = keyPem.split('\n').filter((line) => /^[\w+/]{64}$/.test(line));
  assert.ok(lines.length > 10);
  const texts = [
    ran.text,
    ...filesBelow(join(folder, 'with-canary')).map((file) => readFileSync(file, 'utf8')),
  ];
  for (const text of texts.flatMap(layersOf)) {
    assert.ok(!text.includes(canary));
    assert.ok(!lines.some((line) => text.includes(line)));
  }
});

test('an error that quotes a token, an assertion or a key is printed without it', (t) => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const signature = 'c2lnbmF0dXJlLW9mLWFuLWFzc2VydGlvbi10aGF0LWlzLXVzYWJsZQ';
  const assertion = `eyJhbGciOiJQUzI1NiJ9.eyJpc3MiOiJyZWNpcGllbnQifQ.${signature}`;
  const token = 'f3a9c27d5b814e60f3a9c27d5b814e60';
  const printed: string[] = [];
  t.mock.method(process.stderr, 'write', (text: string) => printed.push(text) > 0);
  const message = `sending Authorization: Bearer ${token} with client_assertion=${assertion} and ${pem}`;
  assert.equal(fail(new Error(message)), 4);
  assert.equal(fail(new HarnessError(message)), 4);
  t.mock.restoreAll();
  const text = printed.join('');
  assert.match(text, /our fault: sending Authorization: Bearer redacted~/);
  const [, line = ''] = pem.split('\n');
  for (const secret of [token, signature, line]) assert.ok(!text.includes(secret), secret);
});

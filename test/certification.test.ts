import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { openCast } from '../src/cast/cast.js';
import { TargetError } from '../src/nouns/errors.js';
import type { CaseRecord } from '../src/nouns/finding.js';
import { readPlans } from '../src/plan/plans-file.js';
import { ledgerLine, parseLedger, writeLedger } from '../src/report/ledger-file.js';
import { manifestOf } from '../src/report/manifest.js';
import type { ConformanceStatement } from '../src/report/statement.js';
import { compilePlan, openNamedPlan } from '../src/run/compile.js';
import { bundleEvidence, gapsIn } from '../src/run/evidence-bundle.js';
import { narrow } from '../src/run/narrow.js';
import { seal } from '../src/run/seal.js';
import { verifyBundle } from '../src/run/verify-bundle.js';
import { command, makeUserFolder, removeFolder, type Ran } from './command.js';
import { header, record, run } from './report-fixture.js';
import { makeSmallBook } from './small-profile.js';

const folder = makeUserFolder();
const keys = join(process.cwd(), 'keys');
let certified: Ran;

before(async () => {
  makeSmallBook(folder, ['registration/duplicate']);
  certified = await command(folder, [
    'run',
    '--plan',
    'certification',
    '--scenarios',
    'book',
    '-t',
    'reference-today',
  ]);
});
after(() => {
  removeFolder(folder);
});

const bundle = (): string => join(certified.reports, 'evidence');

/** A copy of the bundle to do mischief to. */
function copy(name: string): string {
  const to = join(folder, name);
  cpSync(bundle(), to, { recursive: true });
  return to;
}

/** Rewrites a file of a bundle and answers what `verify` finds first. */
async function tampered(name: string, mischief: (bundle: string) => void | Promise<void>): Promise<string> {
  const to = copy(name);
  await mischief(to);
  const { problems } = await verifyBundle(to);
  return problems[0] ?? 'verified';
}

function edit(path: string, change: (text: string) => string): void {
  const text = readFileSync(path, 'utf8');
  const changed = change(text);
  assert.notEqual(changed, text, 'the mischief changes something');
  writeFileSync(path, changed);
}

/** Seals a bundle again after mischief, as somebody who holds the key could. */
async function sealAgain(to: string): Promise<void> {
  const manifest = JSON.stringify(await manifestOf(to));
  writeFileSync(join(to, 'manifest.json'), manifest);
  writeFileSync(
    join(to, 'manifest.jws'),
    await seal(Buffer.from(manifest), (await openCast(keys)).key('evidence-es256')),
  );
}

test('a certification dry-run makes a bundle that verifies offline, and each case has a control of its own', async () => {
  assert.equal(certified.code, 0, certified.text);
  const result = await verifyBundle(bundle());
  assert.deepEqual(result.problems, []);
  assert.equal(
    result.judged,
    certified.records().filter(({ verdict }) => verdict !== 'not-applicable').length,
  );
  const statement = JSON.parse(
    readFileSync(join(bundle(), 'statement.json'), 'utf8'),
  ) as ConformanceStatement;
  assert.equal(statement.plan, 'certification');
  assert.equal(statement.target.name, 'reference-today');
  assert.ok(
    statement.verdicts.some(({ id, verdict }) => id === 'one-active-registration' && verdict === 'met'),
  );
  const controls = certified
    .records()
    .flatMap((one) => one.controls.filter(({ kind }) => kind === 'control'));
  assert.ok(controls.length > 1 && controls.every(({ accepted }) => accepted));
  const printed = /dcr-conformance (verify \S+ --key \S+)/.exec(certified.stdout)?.[1]?.split(' ') ?? [];
  const verified = await command(folder, printed);
  assert.equal(verified.code, 0, verified.text);
  assert.match(
    verified.stdout,
    /^verified: \d+ files as signed, \d+ cases judged again to the same verdicts\n/,
  );
});

test('tampered with: a changed, a missing, an added file is named; so is a manifest that was adapted', async () => {
  const transcript =
    (await manifestOf(bundle())).files.find(({ path }) => path.startsWith('transcripts/'))?.path ?? '';
  assert.equal(
    await tampered('changed', (to) => {
      edit(join(to, transcript), (text) => text.replace('< 400', '< 201'));
    }),
    `${transcript}: was changed`,
  );
  assert.equal(
    await tampered('missing', (to) => {
      rmSync(join(to, 'statement.html'));
    }),
    'statement.html: is missing',
  );
  assert.equal(
    await tampered('added', (to) => {
      writeFileSync(join(to, 'extra.txt'), 'x');
    }),
    'extra.txt: is not listed in the manifest',
  );
  const adapted = await tampered('adapted', async (to) => {
    edit(join(to, 'ledger.jsonl'), (text) => text.replace('"passed"', '"waived"'));
    writeFileSync(join(to, 'manifest.json'), JSON.stringify(await manifestOf(to)));
  });
  assert.equal(adapted, 'manifest.json: the signature does not fit the manifest');
});

test('tampered with by who holds the key: the exchanges still show other verdicts', async () => {
  const verdicts = await tampered('verdict', async (to) => {
    edit(join(to, 'ledger.jsonl'), (text) => text.replace('"verdict":"passed"', '"verdict":"waived"'));
    await sealAgain(to);
  });
  assert.match(verdicts, /^ledger\.jsonl: .*: is recorded as waived, but its exchanges show passed$/);
  const answers = await tampered('answer', async (to) => {
    edit(join(to, 'ledger.jsonl'), (text) => text.replaceAll('"status":400', '"status":201'));
    await sealAgain(to);
  });
  assert.match(answers, /^ledger\.jsonl: .* its exchanges show failed$/);
  const statement = await tampered('statement', async (to) => {
    edit(join(to, 'statement.json'), (text) => text.replace('"partly-shown"', '"conforms"'));
    await sealAgain(to);
  });
  assert.equal(statement, 'statement.json: does not state what the ledger shows');
});

test('tampered with by a stranger: another key is another signer, and a bundle without a seal is none', async () => {
  const to = copy('stranger');
  const stranger = (await openCast(keys)).key('stranger-es256');
  const { signer = '' } = await verifyBundle(bundle());
  const manifest = readFileSync(join(to, 'manifest.json'));
  writeFileSync(join(to, 'manifest.jws'), await seal(manifest, stranger));
  assert.match((await verifyBundle(to)).problems[0] ?? '', /signature does not fit/);
  writeFileSync(join(to, 'public-key.json'), JSON.stringify(stranger.publicJwk));
  assert.deepEqual((await verifyBundle(to, signer)).problems, [
    `public-key.json: is the key ${stranger.kid}, not ${signer}`,
  ]);
  rmSync(join(to, 'manifest.jws'));
  await assert.rejects(verifyBundle(to), TargetError);
  assert.equal((await command(folder, ['verify', 'stranger'])).code, 2);
});

test('no evidence while something is unproven, was not run, was cut short or was not who it seemed', async () => {
  const places = { root: folder, scenarios: join(folder, 'book') };
  const planFile = await compilePlan({ target: 'targets/reference-today.yaml' }, places, '2026-05-04');
  const wanted = planFile.plan.cases.map(({ address }) => address);
  const records = certified.records().map((one): CaseRecord => one);
  const whole = (cases: readonly CaseRecord[]) => ({
    ...run(cases),
    header: { ...header, plan: { cases: wanted.length } },
  });
  assert.deepEqual(gapsIn(whole(records), planFile), []);
  const [first, ...others] = records;
  assert.ok(first);
  assert.deepEqual(gapsIn(whole(others), planFile), [`${first.address}: was not run`]);
  const unproven: CaseRecord = { ...first, verdict: 'unproven', cause: 'no control' };
  assert.deepEqual(gapsIn(whole([unproven, ...others]), planFile), [
    `${first.address}: unproven: no control`,
  ]);
  assert.deepEqual(gapsIn({ ...whole(records), complete: false }, planFile), ['the run was cut short']);
  const insecure = {
    ...whole(records),
    header: { ...header, target: { ...header.target, insecure: true as const } },
  };
  assert.match(gapsIn(insecure, planFile)[0] ?? '', /insecure/);
  const refused = await bundleEvidence(whole(others), planFile, { reports: join(folder, 'refused'), keys });
  assert.equal(refused.refused, true);
  assert.match(refused.text, /No evidence bundle: 1 things were not shown\.\n {2}registration/);
});

test('plans: every pattern of the profile names a case; misspelt names and selections of the whole are refused', async () => {
  const places = { root: process.cwd(), scenarios: join(process.cwd(), 'scenarios') };
  const planFile = await compilePlan({ target: 'targets/reference.yaml' }, places, '2026-05-04');
  const smoke = openNamedPlan('smoke', 'cdr-au', places);
  const narrowed = narrow(planFile, { named: smoke, patterns: [] });
  for (const pattern of smoke.cases ?? []) {
    assert.ok(
      narrowed.plan.cases.some(({ address }) => address.startsWith(pattern)),
      pattern,
    );
  }
  assert.throws(() => openNamedPlan('smoek', 'cdr-au', places), /no plan 'smoek' \(did you mean 'smoke'\?\)/);
  const named = openNamedPlan('certification', 'cdr-au', places);
  assert.throws(
    () => narrow(planFile, { named, patterns: ['registration'] }),
    /runs everything that applies/,
  );
  assert.equal(narrow(planFile, { named, patterns: [] }).plan.target.strict, true);
  assert.throws(
    () => readPlans('smoke: { titel: x }\n', 'plans.yaml'),
    /plans\.yaml:1:\d+ .*titel.*did you mean 'title'/s,
  );
});

test('a ledger of another hand is refused by line, not by accident', async () => {
  const to = copy('torn');
  const ledger = parseLedger(readFileSync(join(to, 'ledger.jsonl'), 'utf8'), 'ledger.jsonl');
  await writeLedger(join(to, 'ledger.jsonl'), { ...ledger, cases: [...ledger.cases, record('smuggled')] });
  await sealAgain(to);
  assert.match(
    (await verifyBundle(to)).problems[0] ?? '',
    /smuggled@code: is passed, but says nothing of what was expected/,
  );
  writeFileSync(join(to, 'ledger.jsonl'), ledgerLine(ledger.header).slice(1));
  await sealAgain(to);
  await assert.rejects(verifyBundle(to), /ledger\.jsonl:1/);
});

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { parseConfig } from '../holder/config.js';
import { startHolder, type RunningHolder } from '../holder/holder.js';
import { openCast, type Cast } from '../src/cast/cast.js';
import type { CaseRecord } from '../src/nouns/finding.js';
import { mintSsa, ssaClaims } from '../src/register/software-statement.js';
import { makeProduct } from '../src/register/product.js';
import { hostControl, type HostControl } from '../src/register/control.js';
import { compilePlan, openTarget } from '../src/run/compile.js';
import { writePlan, type PlanFile } from '../src/run/plan-file.js';
import { conduct } from '../src/run/conduct.js';
import { openEntries } from '../src/run/journal.js';
import { openSession, type Session } from '../src/run/session.js';
import { openStage } from '../src/run/stage.js';
import { brandNumber } from './holder-brands.js';
import { command, type Ran } from './command.js';
import { startForeignRegister, type ForeignRegister } from './foreign-register.js';

/** A holder that trusts a Register which is not ours, and a user who comes with products of that Register. */
describe('a target whose Register we do not play', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outside-'));
  const user = join(folder, 'user');
  let register: ForeignRegister;
  let control: HostControl;
  let foreign: Cast;
  let holder: RunningHolder;
  let issuer: string;
  let discovery: string;
  const today = new Date().toISOString().slice(0, 10);

  before(async () => {
    mkdirSync(join(user, 'targets'), { recursive: true });
    symlinkSync(join(process.cwd(), 'keys'), join(user, 'keys'));
    register = await startForeignRegister(folder);
    control = hostControl(register.control);
    foreign = await openCast(register.keys);
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text, { mode: 0o600 });
      return join(folder, name);
    };
    const own = foreign.identity('holder');
    const authority = file('ca.pem', foreign.authorityPem);
    const config = {
      tls: { key: file('holder-key.pem', own.keyPem), cert: file('holder-cert.pem', own.certificatePem) },
      clientCa: authority,
      trust: authority,
      register: { jwksUri: `${register.open}/cdr-register/v1/jwks` },
    };
    holder = await startHolder(parseConfig(JSON.stringify(config), folder, today));
    ({ issuer, discovery } = holder.address());
    await control.holderBrands([
      ...Array.from({ length: 30 }, (_, index) => brandNumber(index)),
      { ...brandNumber(99), id: 'the-bank', infosecBaseUri: issuer },
    ]);
  });
  after(async () => {
    await holder.stop();
    await control.close();
    await register.stop();
    rmSync(folder, { recursive: true });
  });

  interface Wish {
    readonly where?: string;
    readonly register?: string;
    readonly signing?: string;
    readonly more?: string;
  }
  const keys = '../../keys';
  const bothKeys = `[${keys}/signing/recipient-ps256.jwk.json, ${keys}/signing/recipient-es256.jwk.json]`;
  const api = (products = register.products): string => `{
    api: {
      discovery: '${register.open}/idp/.well-known/openid-configuration',
      brand: ${register.recipientBrand},
      products: [${products.join(', ')}]
    },
    trust: [../../ca.pem],
    jwks: '${register.open}/cdr-register/v1/jwks'
  }`;
  const targetFile = (wish: Wish = {}): string => {
    const path = join(user, 'targets', 'bank.yaml');
    writeFileSync(
      path,
      `name: bank
${wish.where ?? `discovery: '${discovery}'`}
asOf: today
flows: [code]
trust: [../../ca.pem]
identity:
  certificate: ${keys}/tls/recipient.crt.pem
  key: ${keys}/tls/recipient.key.pem
  signing: ${wish.signing ?? bothKeys}
register: ${wish.register ?? api()}
${wish.more ?? ''}
`,
    );
    return path;
  };
  const run = (wish: Wish, ...args: readonly string[]): Promise<Ran> =>
    command(user, ['run', '-t', targetFile(wish), '-j', '2', '--no-allure', ...args]);
  let book: PlanFile | undefined;
  const ours = join(process.cwd(), 'keys');
  const session = async (wish: Wish): Promise<Session> => {
    const places = { root: user, scenarios: join(process.cwd(), 'scenarios') };
    const path = targetFile(wish);
    book ??= await compilePlan({ target: path }, places, today);
    // The book is the same for all of them.
    const planFile = { ...book, plan: { ...book.plan, target: openTarget({ target: path }, today) } };
    const reports = join(user, 'reports');
    return openSession({ planPath: writePlan(planFile, folder), planFile, keys: ours, reports, seed: 'x' });
  };
  /** One case, in this process. */
  const conducted = async (wish: Wish, address: string): Promise<CaseRecord> => {
    const opened = await session(wish);
    const stage = await openStage(opened.path);
    try {
      const one = book?.plan.cases.find((candidate) => candidate.address === address);
      return one === undefined ? assert.fail(address) : await conduct(one, stage.stage);
    } finally {
      await stage.close();
      await opened.close();
    }
  };
  const journal = () => openEntries(join(user, 'reports', 'journal.jsonl'));
  const verdicts = (ran: Ran) =>
    Object.fromEntries(ran.records().map(({ address, verdict }) => [address, verdict]));
  const chapters = ['registration/duplicate', 'management/read', 'registration/products'];

  it('is judged with products borrowed over the API, and nothing is left behind', async () => {
    const ran = await run({}, ...chapters);
    assert.equal(ran.code, 0, ran.text);
    const seen = verdicts(ran);
    assert.equal(seen['registration/duplicate/second-post@code'], 'passed');
    const counts = Object.values(seen);
    assert.ok(counts.filter((verdict) => verdict === 'passed').length >= 4, JSON.stringify(seen));
    assert.ok(
      counts.every((verdict) => verdict === 'passed' || verdict === 'not-applicable'),
      JSON.stringify(seen),
    );
    const reasons = ran.records().flatMap(({ cause }) => cause ?? []);
    assert.ok(reasons.some((cause) => /needs own-register: .*outside Register.*neither sign/.test(cause)));
    assert.deepEqual([holder.count(), journal()], [0, []]);
    assert.match(ran.stdout, /conform|shown/);
  });

  it('is judged with SSAs from files, also against the embedded holder', async () => {
    const files = await Promise.all(
      register.products.map(async (softwareId, index) => {
        const made = makeProduct({ name: 'x', random: () => softwareId, hostUrl: register.open });
        const ssa = await mintSsa(
          ssaClaims(made, { now: new Date(), jti: softwareId }),
          foreign.key('register-ps256'),
        );
        writeFileSync(join(user, 'targets', `${index}.jwt`), `${ssa}\n`);
        return `${index}.jwt`;
      }),
    );
    const statements = `{ files: [${files.join(', ')}], trust: [../../ca.pem], jwks: '${register.open}/cdr-register/v1/jwks' }`;
    const ran = await run({ register: statements, where: 'embedded: {}' }, 'registration/duplicate');
    assert.equal(ran.code, 0, ran.text);
    assert.equal(verdicts(ran)['registration/duplicate/second-post@code'], 'passed');
    const reasons = ran.records().flatMap(({ cause }) => cause ?? []);
    assert.ok(reasons.some((cause) => /needs own-register: SSAs come from files/.test(cause)));
    assert.deepEqual(journal(), []);
  });

  it('names an expired SSA, a file without one, and two of one product', async () => {
    const old = ssaClaims(makeProduct({ name: 'x', random: () => 'p', hostUrl: register.open }), {
      now: new Date(Date.now() - 3_600_000),
      jti: 'old',
    });
    writeFileSync(join(user, 'targets', 'old.jwt'), await mintSsa(old, foreign.key('register-ps256')));
    writeFileSync(join(user, 'targets', 'none.jwt'), '<html>');
    for (const [files, error, message] of [
      ['old.jwt', 'Unproven', /old\.jwt has expired[\s\S]*its exp is [\s\S]*register\.api/],
      ['none.jwt', 'Unproven', /none\.jwt holds no SSA[\s\S]*Get SSA/],
      ['missing.jwt', 'TargetError', /missing\.jwt, which cannot be read \(ENOENT\)/],
      ['0.jwt, 0.jwt', 'TargetError', /another SSA of the software product/],
    ] as const) {
      await assert.rejects(session({ register: `{ files: [${files}] }` }), { name: error, message });
    }
  });

  it('is found by its brand id, over as many pages as it takes', async () => {
    const examined = await command(user, ['doctor', '-t', targetFile({ where: 'brand: the-bank' })]);
    assert.equal(examined.code, 0, examined.text);
    assert.match(examined.text, /SSAs of every software product/);
    assert.equal(holder.count(), 0);
    const unknown = await command(user, ['doctor', '-t', targetFile({ where: 'brand: no-bank' })]);
    assert.equal(unknown.code, 3, unknown.text);
    assert.match(unknown.text, /lists no Data Holder brand no-bank/);
  });

  it('is found out where it breaks a rule, and keeps nothing of what it should have refused', async () => {
    await holder.alter({ faults: ['accepts-duplicates'] });
    const record = await conducted({}, 'registration/duplicate/second-post@code');
    await holder.alter({ faults: [] });
    assert.equal(record.verdict, 'failed');
    assert.deepEqual([holder.count(), record.leftBehind], [0, []]);
  });

  it('leaves alone what was registered before, and says so', async () => {
    // A registration of the first product, made by another run whose journal is lost.
    const [first = '', second = ''] = register.products;
    await holder.alter({ faults: ['delete-keeps-registration'] });
    await assert.rejects(
      session({ register: api([first]) }),
      /refuses the outside Register's SSA .*ssa-refused/,
    );
    await holder.alter({ faults: [] });
    rmSync(join(user, 'reports'), { recursive: true, force: true });
    assert.equal(holder.count(), 1);
    const record = await conducted({}, 'registration/duplicate/second-post@code');
    assert.equal(record.verdict, 'passed');
    const sent = JSON.stringify(record.steps);
    assert.ok(!sent.includes(first) && sent.includes(second));
    const none = new RegExp(`left in the pool: ${first}: .*400.*left alone`);
    await assert.rejects(session({ register: api([first]) }), none);
    assert.equal(holder.count(), 1);
    holder.reset();
  });

  it('does not run with keys or a product that the Register does not know', async () => {
    const stranger = `[${keys}/signing/stranger-ps256.jwk.json]`;
    await assert.rejects(session({ signing: stranger }), /not accept us[\s\S]*identity\.signing/);
    const elliptic = `[${keys}/signing/recipient-es256.jwk.json]`;
    await assert.rejects(session({ signing: elliptic }), /identity\.signing holds no RSA key/);
    const unknown = api(['6f0c2f3e-0000-4000-8000-000000000000']);
    await assert.rejects(session({ register: unknown }), /no software product of this Register/);
  });
});

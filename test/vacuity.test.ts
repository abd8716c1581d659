import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { command, makeUserFolder, removeFolder } from './command.js';
import { openDoctorLab, type DoctorLab } from './doctor-lab.js';
import { startForeignHolder } from './foreign-holder.js';

/** Chapters full of refusals, at the registration endpoint and at the token endpoint. */
const CHAPTERS = ['request/audience', 'token/assertion-claims'];

/** What a stranger's holder that shows nothing is stopped by, before any case: exit code 3 and this cause. */
const STOPPED: readonly (readonly [string, RegExp])[] = [
  ['refuses-everything', /400 invalid_client_metadata/],
  ['distrusts-the-register', /invalid_software_statement/],
  ['answers-500-to-registrations', /answer(s|ed) 500/],
  ['answers-500-to-everything', /500/],
];

describe('a holder about which nothing can be shown', () => {
  let folder: string;
  before(() => {
    folder = makeUserFolder();
  });
  after(() => {
    removeFolder(folder);
  });

  for (const [fault, cause] of STOPPED.slice(0, 2)) {
    it(`${fault}: judged nevertheless, no refusal counts, and one cause stands at the top`, async () => {
      const ran = await command(folder, ['run', ...CHAPTERS, '--fault', fault, '--no-allure']);
      const { cases, rootCause, findings } = ran.summary();
      assert.match(rootCause ?? '', /No valid register request was accepted/, ran.text);
      assert.match(rootCause ?? '', cause);
      assert.ok(ran.stdout.indexOf('First of all') < 700, 'the cause is not at the top');
      const blocks = ran.stdout.match(/^ {2}again /gm)?.length ?? 0;
      assert.ok(blocks <= 1, `${String(blocks)} blocks of failures`);
      const green = ran
        .records()
        .filter(({ verdict }) => verdict === 'passed')
        .flatMap((record) => record.findings)
        .filter(({ check, verdict }) => check === 'refused' && verdict === 'met');
      assert.deepEqual(green, [], 'refusals that count though nothing is ever accepted');
      assert.ok(cases.unproven > 20, ran.text);
      assert.ok(new Set(findings.map(({ requirement }) => requirement)).size < 12, ran.text);
      assert.notEqual(ran.code, 0);
    });
  }

  it('accepts-everything: does not conform, and the first sentence says why', async () => {
    const ran = await command(folder, ['run', ...CHAPTERS, '--fault', 'accepts-everything', '--no-allure']);
    assert.equal(ran.code, 1, ran.text);
    assert.match(ran.summary().rootCause ?? '', /broken requests were accepted: .*does not seem to verify/);
    assert.equal(ran.summary().verdict, 'does-not-conform');
  });

  it('a sound holder has no root cause', async () => {
    const ran = await command(folder, ['run', ...CHAPTERS, '--no-allure']);
    assert.equal(ran.code, 0, ran.text);
    assert.equal(ran.summary().rootCause, undefined);
  });
});

describe('the same, met as a stranger', () => {
  let lab: DoctorLab;
  before(async () => {
    lab = await openDoctorLab();
    mkdirSync(join(lab.folder, 'targets'), { recursive: true });
  });
  after(() => lab.close());

  for (const [fault, cause] of STOPPED) {
    it(`${fault}: exit code 3 and one cause, and no case was run`, async () => {
      const port = await lab.freePort();
      const holder = await startForeignHolder(lab, port, [fault]);
      writeFileSync(
        join(lab.folder, 'targets', 'bank.yaml'),
        `name: Bank\ndiscovery: ${holder.discovery}\ntrust: [${lab.bankCa}]\nhost: { listen: '127.0.0.1:${String(port)}' }\n`,
      );
      const ran = await command(lab.folder, ['run', '-t', 'bank', '--no-allure']);
      await holder.stop();
      assert.equal(ran.code, 3, ran.text);
      assert.match(ran.text, cause);
      assert.equal(ran.text.match(/^ *evidence /gm)?.length ?? 0, 1, ran.text);
    });
  }

  it('nobody there: exit code 3 and one cause', async () => {
    const port = await lab.freePort();
    writeFileSync(
      join(lab.folder, 'targets', 'bank.yaml'),
      `name: Bank\ndiscovery: https://localhost:${String(port)}/.well-known/openid-configuration\n`,
    );
    const ran = await command(lab.folder, ['run', '-t', 'bank', '--no-allure']);
    assert.equal(ran.code, 3, ran.text);
    assert.match(ran.text, /nothing listens/);
  });
});

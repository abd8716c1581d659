import assert from 'node:assert/strict';
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { openCast } from '../src/cast/cast.js';
import { describeCast } from '../src/cast/describe.js';
import { rotateKeys } from '../src/cast/rotate.js';
import { beginRun, openJournal } from '../src/run/journal.js';
import { command } from './command.js';
import { openDoctorLab, type DoctorLab } from './doctor-lab.js';

const kids = (folder: string): Promise<Readonly<Record<string, string>>> =>
  openCast(folder).then((cast) =>
    Object.fromEntries(describeCast(cast).keys.map(({ name, kid }) => [name, kid])),
  );

describe('keys', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dcr-keys-'));
  const keys = join(folder, 'keys');
  before(() => openCast(keys));
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('one key is rotated, and nothing else changes; its file is for its owner alone', async () => {
    const earlier = await kids(keys);
    const file = join(keys, 'signing', 'recipient-ps256.jwk.json');
    const old = readFileSync(file, 'utf8');
    await rotateKeys(keys, ['recipient-ps256']);
    const later = await kids(keys);
    assert.deepEqual(
      Object.keys(later).filter((name) => later[name] !== earlier[name]),
      ['recipient-ps256'],
    );
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const secret = (JSON.parse(old) as { readonly d: string }).d;
    const everything = readdirSync(keys, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    assert.ok(!everything.some((text) => text.includes(secret)), 'the old key is gone');
  });

  it('a rotated authority takes every certificate with it', async () => {
    const fingerprints = async (): Promise<Readonly<Record<string, string>>> =>
      Object.fromEntries(
        describeCast(await openCast(keys)).certificates.map(({ name, fingerprint }) => [name, fingerprint]),
      );
    const earlier = await fingerprints();
    await rotateKeys(keys, ['register-authority']);
    const later = await fingerprints();
    for (const name of ['register-authority', 'recipient', 'host', 'holder']) {
      assert.notEqual(later[name], earlier[name], name);
    }
    assert.equal(later['foreign-authority'], earlier['foreign-authority']);
  });

  it('the command lists, rotates, knows its keys by name, and waits for what only the old keys can remove', async () => {
    const earlier = await kids(keys);
    const listed = await command(folder, ['keys']);
    assert.equal(listed.code, 0, listed.text);
    assert.match(listed.stdout, new RegExp(String(earlier['register-ps256'])));
    assert.match(listed.stdout, /recipient +until \d{4}-\d\d-\d\d/);
    assert.doesNotMatch(listed.text, /PRIVATE KEY|"d":/);
    const unknown = await command(folder, ['keys', 'rotate', 'nobody']);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /the cast has no key 'nobody'; its keys are register-ps256/);
    const journal = join(folder, 'reports', 'journal.jsonl');
    const run = { at: '2026-01-01T00:00:00.000Z', run: 'one', pid: 2 ** 30, target: 'Bank' };
    beginRun(journal, {
      ...run,
      file: 'targets/bank.yaml',
      embedded: false,
      hostUrl: 'https://localhost:1',
      listen: { host: '127.0.0.1', port: 1 },
    });
    openJournal(journal, 'one').registered({
      clientId: 'c',
      softwareId: 's',
      client: 'self',
      case: 'a/b@code',
      flow: 'code',
      registrationEndpoint: 'https://bank.example/register',
    });
    const held = await command(folder, ['keys', 'rotate']);
    assert.equal(held.code, 2, held.text);
    assert.match(held.stderr, /1 registrations .* still open.*cleanup/);
    assert.deepEqual(await kids(keys), earlier);
    const forced = await command(folder, ['keys', 'rotate', '--force']);
    assert.equal(forced.code, 0, forced.text);
    assert.match(forced.stdout, /dcr-conformance trust/);
    const later = await kids(keys);
    assert.deepEqual(
      Object.keys(later).filter((name) => later[name] === earlier[name]),
      [],
    );
  });
});

describe('what the doctor says of keys', () => {
  let lab: DoctorLab;
  before(async () => {
    lab = await openDoctorLab();
  });
  after(() => lab.close());
  const keysCheck = async (identity: string) => {
    const { checked } = await lab.consult(
      `name: Bank\ndiscovery: https://localhost:9/x\nlimits: { requestMs: 1000 }\n${identity}\n`,
    );
    const found = checked.find(({ id }) => id === 'keys');
    assert.ok(found);
    return found.finding;
  };

  it('until when the certificates of the cast are valid', async () => {
    const finding = await keysCheck('');
    assert.equal(finding.state, 'sound');
    assert.match(finding.state === 'sound' ? finding.saw : '', /client certificate until \d{4}-\d\d-\d\d/);
  });

  it("a key file of the user's that others may read is refused, with the cure", async () => {
    const paper = await lab.issue('open', { usage: 'client' });
    for (const mode of [0o644, 0o640, 0o604]) {
      chmodSync(paper.key, mode);
      const finding = await keysCheck(`identity: { certificate: ${paper.cert}, key: ${paper.key} }`);
      assert.equal(finding.state, 'faulty', mode.toString(8));
      if (finding.state !== 'faulty') return;
      assert.equal(finding.diagnosis.fault, 'key-open-to-others');
      assert.match(finding.diagnosis.cure, /chmod 600/);
      assert.match(finding.diagnosis.evidence, new RegExp(`mode is 0${mode.toString(8)}`));
    }
    chmodSync(paper.key, 0o600);
    const finding = await keysCheck(`identity: { certificate: ${paper.cert}, key: ${paper.key} }`);
    assert.notEqual(finding.state, 'faulty');
  });

  it('a key of the cast that others may read is refused before anything is sent', async () => {
    const copy = join(lab.folder, 'copied-keys');
    cpSync(lab.cast.folder, copy, { recursive: true });
    chmodSync(join(copy, 'tls', 'recipient.key.pem'), 0o640);
    const own = mkdtempSync(join(lab.folder, 'user-'));
    cpSync(copy, join(own, 'keys'), { recursive: true });
    writeFileSync(join(own, 'bank.yaml'), 'name: Bank\ndiscovery: https://localhost:9/x\n');
    const ran = await command(own, ['run', 'discovery', '-t', 'bank.yaml']);
    assert.equal(ran.code, 2, ran.text);
    assert.match(ran.stderr, /recipient\.key\.pem holds a private key but others may read it .*chmod 600/);
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { openCast } from '../src/cast/cast.js';
import { describeCast } from '../src/cast/describe.js';
import { rotateKeys } from '../src/cast/rotate.js';
import { TargetError } from '../src/nouns/errors.js';
import { beginRun, openJournal } from '../src/run/journal.js';
import { readTarget } from '../src/plan/target-file.js';
import { keysFinding } from '../src/run/doctor/keys-finding.js';
import { readCredentials, withCredentials } from '../src/run/identity.js';
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

/** How a file of the cast can be something else than a key, and what is said of it. */
const misfits: readonly {
  readonly name: string;
  readonly file: 'jwk' | 'pem';
  readonly make: (path: string, keys: string) => void;
  readonly says: RegExp;
}[] = [
  ...(['jwk', 'pem'] as const).flatMap((file) => [
    {
      name: `an empty ${file}`,
      file,
      make: (path: string) => {
        writeFileSync(path, '', { mode: 0o600 });
      },
      says: /is empty, damaged or not what its name says; delete it/,
    },
    {
      name: `a folder in the place of a ${file}`,
      file,
      make: (path: string) => {
        mkdirSync(path, { mode: 0o700 });
      },
      says: /is a folder or a device, not a file; move it away/,
    },
    {
      name: `a named pipe in the place of a ${file}`,
      file,
      make: (path: string) => execFileSync('mkfifo', ['-m', '600', path]),
      says: /is a folder or a device, not a file; move it away/,
    },
    {
      name: `symbolic links in a circle in the place of a ${file}`,
      file,
      make: (path: string) => {
        symlinkSync(path, path);
      },
      says: /cannot be opened \(ELOOP\); its symbolic links lead in a circle/,
    },
    {
      name: `a symbolic link to a ${file} that others may read`,
      file,
      make: (path: string, keys: string) => {
        const real = join(keys, 'elsewhere');
        writeFileSync(real, '{}', { mode: 0o644 });
        symlinkSync(real, path);
      },
      says: /others may read it \(mode 0644\); run: chmod 600/,
    },
  ]),
  {
    name: 'a key of another algorithm',
    file: 'jwk',
    make: (path, keys) => {
      cpSync(join(keys, 'signing', 'recipient-es256.jwk.json'), path);
    },
    says: /not what its name says/,
  },
  {
    name: 'a TLS key of another type',
    file: 'pem',
    make: (path) => {
      const { privateKey } = generateKeyPairSync('ed25519');
      writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    },
    says: /not what its name says/,
  },
  {
    name: 'a certificate in the place of its key',
    file: 'pem',
    make: (path, keys) => {
      cpSync(join(keys, 'tls', 'recipient.crt.pem'), path);
    },
    says: /not what its name says/,
  },
];

describe('what lies in the place of a key is refused with place, cause and cure', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dcr-misfits-'));
  const sound = join(folder, 'sound');
  before(() => openCast(sound));
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const copy = (name: string): string => {
    const keys = join(folder, name);
    cpSync(sound, keys, { recursive: true });
    return keys;
  };
  const refused = async (keys: string, path: string, says: RegExp): Promise<void> => {
    await assert.rejects(openCast(keys), (error: unknown) => {
      assert.ok(error instanceof TargetError, String(error));
      assert.ok(error.message.startsWith(path), error.message);
      assert.match(error.message, says);
      return true;
    });
  };

  it('the folders are made for their owner alone', () => {
    for (const path of [sound, join(sound, 'signing'), join(sound, 'tls')])
      assert.equal(statSync(path).mode & 0o777, 0o700, path);
  });

  for (const [index, { name, file, make, says }] of misfits.entries()) {
    it(name, async () => {
      const keys = copy(String(index));
      const path =
        file === 'jwk'
          ? join(keys, 'signing', 'recipient-ps256.jwk.json')
          : join(keys, 'tls', 'recipient.key.pem');
      rmSync(path);
      make(path, keys);
      await refused(keys, path, says);
    });
  }

  it('a folder that others may write to', async () => {
    const keys = copy('open');
    const path = join(keys, 'tls');
    chmodSync(path, 0o770);
    await refused(keys, path, /others may write to it \(mode 0770\); run: chmod 700/);
  });

  it('a file in the place of the folder', async () => {
    const path = join(folder, 'file');
    writeFileSync(path, '');
    await refused(path, path, /a file stands where the folder of keys should be: move it away/);
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

  it("that the user's own client certificate ends soon, thirty days before it does", async () => {
    const paper = await lab.issue('ending', { usage: 'client' });
    const finding = (now: Date) => {
      const target = readTarget(
        `name: Bank\ndiscovery: https://localhost:9/x\nidentity: { certificate: ${paper.cert}, key: ${paper.key} }\n`,
        join(lab.folder, 'bank.yaml'),
        { today: '2026-01-01', env: {} },
      );
      const credentials = readCredentials(target, {}, new Date());
      assert.ok('signing' in credentials);
      return keysFinding(withCredentials(lab.cast, credentials), credentials, now);
    };
    const end = Date.parse(new X509Certificate(paper.certPem).validTo);
    const day = 86_400_000;
    assert.equal(finding(new Date(end - 31 * day)).state, 'sound');
    const soon = finding(new Date(end - 20.5 * day));
    assert.ok(soon.state === 'advice');
    assert.match(soon.diagnosis.cause, /client certificate expires in 20 days/);
    assert.match(soon.diagnosis.evidence, new RegExp(new Date(end).toISOString().slice(0, 10)));
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
    const ran = await command(own, ['run', 'discovery', '-t', 'bank.yaml', '--no-allure']);
    assert.equal(ran.code, 2, ran.text);
    assert.match(ran.stderr, /recipient\.key\.pem holds a private key but others may read it .*chmod 600/);
  });
});

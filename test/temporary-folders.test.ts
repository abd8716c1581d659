import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { isProcessAlive } from '../src/nouns/process-alive.js';
import { makeTemporaryFolder, ownerOf, placeOfProcess } from '../src/report/temporary-folder.js';
import { removeAbandonedFolders } from '../src/run/abandoned-folders.js';
import { command, makeUserFolder, removeFolder } from './command.js';
import { family, killTree } from './kill-tree.js';

const folder = makeUserFolder();
after(() => {
  removeFolder(folder);
});

/** A new folder for temporary ones. */
function newRoot(name: string): string {
  const root = join(folder, name);
  mkdirSync(root);
  return root;
}

/** A process id that was in use a moment ago. */
const deadPid = (): number => spawnSync(process.execPath, ['--version']).pid;

describe('the temporary folders of runs that were killed', () => {
  it('are removed with what is in them, each by its name', async () => {
    const root = newRoot('abandoned');
    const outside = join(newRoot('outside'), 'kept');
    writeFileSync(outside, '');
    for (const purpose of ['ground', 'plan', 'results', 'republish', 'allure']) {
      const path = join(root, nameOf(purpose, deadPid()));
      mkdirSync(join(path, 'deep'), { recursive: true, mode: 0o700 });
      writeFileSync(join(path, 'deep', 'session.json'), '{}');
      symlinkSync(dirname(outside), join(path, 'link'));
    }
    assert.equal(await removeAbandonedFolders([root]), 5);
    assert.deepEqual(readdirSync(root), []);
    assert.ok(existsSync(outside), 'what a link points to is not theirs');
  });

  const dead = deadPid();
  const strangers: Readonly<Record<string, (root: string) => void>> = {
    'of this process': (root) => makeTemporaryFolder('ground', root),
    'of another process that lives': (root) => {
      mkdirSync(join(root, nameOf('plan', process.ppid)), 0o700);
    },
    'of another host or container': (root) => {
      mkdirSync(join(root, nameOf('plan', dead, '00000000')), 0o700);
    },
    'that group or others may read': (root) => {
      mkdirSync(join(root, nameOf('plan', dead)));
      chmodSync(join(root, nameOf('plan', dead)), 0o755);
    },
    'that is a link': (root) => {
      mkdirSync(join(root, 'real'), 0o700);
      symlinkSync(join(root, 'real'), join(root, nameOf('plan', dead)));
    },
    'that is a file': (root) => {
      writeFileSync(join(root, nameOf('plan', dead)), '', { mode: 0o700 });
    },
    'without a process id': (root) => {
      mkdirSync(join(root, 'dcr-Xy12ab'), 0o700);
    },
    'whose name goes on': (root) => {
      mkdirSync(join(root, `${nameOf('plan', dead)}.kept`), 0o700);
    },
    'whose name begins otherwise': (root) => {
      mkdirSync(join(root, `x${nameOf('plan', dead)}`), 0o700);
    },
  };
  for (const [index, [whose, make]] of Object.entries(strangers).entries()) {
    it(`one ${whose} stays`, async () => {
      const root = newRoot(`stranger-${index}`);
      make(root);
      const before = readdirSync(root);
      assert.equal(await removeAbandonedFolders([root]), 0);
      assert.deepEqual(readdirSync(root), before);
    });
  }

  it(
    'one of another user stays',
    { skip: process.getuid?.() !== 0 && 'only root gives folders away' },
    async () => {
      const root = newRoot('given-away');
      const path = join(root, nameOf('plan', dead));
      mkdirSync(path, 0o700);
      chownSync(path, 65_534, 65_534);
      assert.equal(await removeAbandonedFolders([root]), 0);
      assert.ok(existsSync(path));
    },
  );

  it('where there is no folder to look into, nothing is removed and nothing thrown', async () => {
    assert.equal(await removeAbandonedFolders([join(folder, 'not-there')]), 0);
  });

  it(
    'one goes whose process is a zombie',
    { skip: !existsSync('/proc/self/stat') && 'needs /proc' },
    async () => {
      // The shell's child outlives the shell's place: sleep asks after no child.
      const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      try {
        const [line] = (await once(parent.stdout, 'data')) as [Buffer];
        const pid = Number(String(line));
        const root = newRoot('zombie');
        mkdirSync(join(root, nameOf('plan', pid)), 0o700);
        assert.equal(await removeAbandonedFolders([root]), 0, 'it lives');
        while (isProcessAlive(pid)) await sleep(10);
        assert.ok(process.kill(pid, 0), 'it is known to the system still');
        assert.equal(await removeAbandonedFolders([root]), 1);
      } finally {
        parent.kill('SIGKILL');
      }
    },
  );

  it('are private, and named after their process', () => {
    const path = makeTemporaryFolder('plan', newRoot('made'));
    assert.equal(statSync(path).mode & 0o777, 0o700);
    assert.deepEqual(ownerOf(path.slice(path.lastIndexOf('/') + 1)), {
      pid: process.pid,
      place: placeOfProcess(),
    });
  });

  it('where none can be made, the message says what to do', () => {
    assert.throws(
      () => makeTemporaryFolder('plan', join(folder, 'not-there')),
      /not-there: no temporary folder can be made there \(ENOENT\); set TMPDIR/,
    );
  });
});

describe('a run', () => {
  const temporary = newRoot('tmp');
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined, TMPDIR: temporary };
  const args = ['run', 'registration/life-cycle', '-t', 'reference-today'];

  it('that is killed leaves folders, which the next run removes in silence, and leaves none of its own', async () => {
    const left = await killed();
    const ran = await command(folder, args, { TMPDIR: temporary });
    assert.equal(ran.code, 0, ran.text);
    assert.doesNotMatch(ran.text, /emporary/);
    assert.deepEqual(left.filter(existsSync), []);
    assert.deepEqual(readdirSync(temporary).filter(ownerOf), []);
  });

  it('that is killed leaves folders, which cleanup removes and tells', async () => {
    const left = await killed();
    const ran = await command(folder, ['cleanup'], { TMPDIR: temporary });
    // In memory other tests of ours leave some at the same time, and remove these.
    const [, told = ''] =
      /^Temporary folders of runs that were killed: (\d+) removed\.$/m.exec(ran.stdout) ?? [];
    assert.ok(Number(told) >= left.filter((path) => path.startsWith(temporary)).length, ran.text);
    assert.deepEqual(left.filter(existsSync), []);
  });

  it('by npx playwright test leaves none either', () => {
    const require = createRequire(import.meta.url);
    const cli = join(dirname(require.resolve('@playwright/test/package.json')), 'cli.js');
    const config = fileURLToPath(new URL('../suites/playwright.config.js', import.meta.url));
    const ran = spawnSync(process.execPath, [cli, 'test', '-c', config, 'life-cycle'], {
      cwd: folder,
      env: { ...env, DCR_TARGET: join('targets', 'reference-today.yaml') },
      encoding: 'utf8',
    });
    assert.equal(ran.status, 0, ran.stdout + ran.stderr);
    assert.deepEqual(readdirSync(temporary).filter(ownerOf), []);
  });

  /** Starts a run, kills it when it has made its folders, and says which they were. */
  async function killed(): Promise<readonly string[]> {
    const main = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));
    const run = spawn(process.execPath, [main, ...args], { cwd: folder, env, stdio: 'ignore' });
    const deadline = Date.now() + 60_000;
    const made = (): readonly string[] => foldersOf(family(run.pid ?? 0));
    const purposes = ['ground', 'plan', 'results'];
    while (!purposes.every((purpose) => made().some((path) => path.includes(`/dcr-${purpose}-`)))) {
      assert.ok(Date.now() < deadline && run.exitCode === null, `only ${made().join(', ')} was made`);
      await sleep(10);
    }
    const left = made();
    const pids = family(run.pid ?? 0);
    await killTree(run);
    while (pids.some(isProcessAlive)) await sleep(10);
    assert.deepEqual(
      left.filter((path) => path.startsWith(temporary) && !existsSync(path)),
      [],
    );
    return left;
  }

  function foldersOf(pids: readonly number[]): readonly string[] {
    return [temporary, '/dev/shm'].flatMap((root) =>
      (existsSync(root) ? readdirSync(root) : [])
        .filter((name) => pids.includes(ownerOf(name)?.pid ?? 0))
        .map((name) => join(root, name)),
    );
  }
});

function nameOf(purpose: string, pid: number, place = placeOfProcess()): string {
  return `dcr-${purpose}-${pid}-${place}-Ab12cD`;
}

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { command, makeUserFolder, removeFolder } from './command.js';

const folder = makeUserFolder();
after(() => {
  removeFolder(folder);
});
const main = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));

interface ByHand {
  readonly code: number | null;
  readonly text: string;
  /** What each pasted command printed. */
  readonly pasted: readonly string[];
}

/** Replays a case and plays the person: pastes every printed command into bash, then presses Enter. */
async function replayByHand(address: string, step: string, ...flags: readonly string[]): Promise<ByHand> {
  const child = spawn(process.execPath, [main, 'replay', address, '--by-hand', step, ...flags], {
    cwd: folder,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, FORCE_COLOR: undefined },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const pasted: string[] = [];
  let text = '';
  let asked = 0;
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    const commands = [...text.matchAll(/^(curl --silent [^]*?)# Run it in another terminal/gm)];
    const next = commands[asked];
    if (next?.[1] === undefined) return;
    asked += 1;
    void promisify(execFile)('bash', ['--norc', '-c', next[1]], { cwd: folder, encoding: 'utf8' }).then(
      ({ stdout }) => {
        pasted.push(stdout);
        child.stdin.write('\n');
      },
      (error: unknown) => {
        pasted.push(String(error));
        child.stdin.write('\n');
      },
    );
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, text, pasted };
}

const duplicate = 'registration/duplicate/second-post@code';

test('replay: the same seed, every exchange redacted, curl lines, and the verdict as exit code', async () => {
  const seeded = await command(folder, [
    'run',
    duplicate,
    '-t',
    'reference-today',
    '--fault',
    'accepts-duplicates',
    '--seed',
    'again',
    '-q',
  ]);
  assert.equal(seeded.code, 1, seeded.text);
  const replayed = await command(folder, [
    'replay',
    duplicate,
    '-t',
    'reference-today',
    '--fault',
    'accepts-duplicates',
  ]);
  assert.equal(replayed.code, 1, replayed.text);
  assert.match(replayed.stdout, /^# seed again$/m);
  const softwareId = seeded.records()[0]?.steps[0]?.values['software_id'];
  assert.ok(typeof softwareId === 'string' && replayed.stdout.includes(softwareId), 'the same product');
  assert.match(replayed.stdout, /^export DCR_CERT=\S+recipient\.crt\.pem DCR_KEY=\S+$/m);
  assert.match(replayed.stdout, /^export DCR_CA=\S+register-authority\.crt\.pem$/m);
  assert.doesNotMatch(replayed.stdout, /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{40,}/);
  assert.match(replayed.stdout, / {2}actual {4}201/);
});

test('by hand: the printed curl really sends the signed request, and the case goes on with its answer', async () => {
  const first = await replayByHand(
    'registration/life-cycle/full-circle@code',
    'register',
    '-t',
    'reference-today',
    '--seed',
    'hand',
  );
  assert.equal(first.code, 0, first.text);
  assert.match(first.pasted[0] ?? '', /^HTTP\/1\.1 201 /);
  assert.equal(existsSync(join(folder, 'reports', 'replay')), false, 'bodies and tokens are taken away');
  assert.match(first.text, /registration\/life-cycle\/full-circle@code: passed/);
});

test('by hand: a refusal that is missing is seen by curl as well; a token is read from a file', async () => {
  const faulty = ['-t', 'reference-today', '--fault', 'accepts-duplicates', '--seed', 'hand'];
  const again = await replayByHand(duplicate, 'again', ...faulty);
  assert.equal(again.code, 1, again.text);
  assert.match(again.pasted[0] ?? '', /^HTTP\/1\.1 201 /);
  const read = await replayByHand(duplicate, 'survivor', '-t', 'reference-today', '--seed', 'hand');
  assert.equal(read.code, 0, read.text);
  assert.match(read.pasted[0] ?? '', /^HTTP\/1\.1 200 /);
  assert.match(read.text, /--header @reports\/replay\/1\.headers/);
  assert.doesNotMatch(read.text, /Bearer (?!redacted~)/);
});

test('replay: no case, several cases, an unknown step are named', async () => {
  const refused = async (pattern: RegExp, ...args: readonly string[]): Promise<void> => {
    const ran = await command(folder, ['replay', ...args, '-t', 'reference-today']);
    assert.equal(ran.code, 2, ran.text);
    assert.match(ran.stderr, pattern);
  };
  await refused(/replay which case/);
  await refused(/names \d+:/, 'registration/duplicate');
  await refused(
    /has no step 'agian' \(did you mean 'again'\?\); its steps: again/,
    duplicate,
    '--by-hand',
    'agian',
  );
});

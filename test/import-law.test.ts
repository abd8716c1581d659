import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { test } from 'node:test';

/** The rooms in the order that data passes through them: a room imports the nouns and rooms before it. */
const rooms = [
  'nouns',
  'scenario',
  'plan',
  'cast',
  'register',
  'recipient',
  'register-client',
  'judge',
  'evidence',
  'report',
  'run',
  'playwright',
  'cli',
];
/** Rooms that judge and render without a network, so that a stored ledger can be judged again anywhere. */
const offline = new Set(['nouns', 'scenario', 'plan', 'judge', 'evidence', 'report']);
const touching = ['cast', 'register', 'recipient', 'register-client'];

interface Import {
  readonly from: string;
  readonly to: string;
}

function importsBelow(folder: string): readonly Import[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const path = join(folder, file);
      const text = readFileSync(path, 'utf8');
      return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, target = '']) => ({
        from: path,
        to: normalize(join(dirname(path), target)),
      }));
    });
}

const roomOf = (path: string): string => relative('src', path).split('/')[0] ?? '';

test('a room imports only the nouns and the rooms before it', () => {
  const broken = importsBelow('src').filter(
    ({ from, to }) => rooms.indexOf(roomOf(to)) > rooms.indexOf(roomOf(from)) || !rooms.includes(roomOf(to)),
  );
  assert.deepEqual(broken, []);
});

test('judging and reporting import no room that does input or output', () => {
  const broken = importsBelow('src').filter(
    ({ from, to }) => offline.has(roomOf(from)) && touching.includes(roomOf(to)),
  );
  assert.deepEqual(broken, []);
});

test('every room of the source folder has its place in the order', () => {
  const unknown = readdirSync('src').filter((name) => !rooms.includes(name));
  assert.deepEqual(unknown, []);
});

test('the reference holder shares no code with the harness', () => {
  const shared = importsBelow('holder').filter(({ to }) => !to.startsWith('holder'));
  assert.deepEqual(shared, []);
  const reverse = importsBelow('src').filter(({ to }) => to.startsWith('holder'));
  assert.deepEqual(reverse, []);
});

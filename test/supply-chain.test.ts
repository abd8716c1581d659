import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

/** An entry of package-lock.json (lockfileVersion 3). */
interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly dev?: true;
  readonly link?: true;
  readonly license?: string;
  readonly hasInstallScript?: true;
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const { packages } = read('package-lock.json') as { readonly packages: Readonly<Record<string, Locked>> };
const dependencies = Object.entries(packages).filter(([path]) => path !== '');

/** Licences under which what we ship may be used in a bank's CI without asking anybody (SPDX). */
const allowed = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Python-2.0',
]);

test('every package of the lockfile has its integrity, and all come from one registry', () => {
  assert.ok(dependencies.length > 50);
  assert.deepEqual(
    dependencies.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? '')).map(([path]) => path),
    [],
  );
  const origins = new Set(
    dependencies.flatMap(([, { resolved }]) => (resolved === undefined ? [] : [new URL(resolved).origin])),
  );
  assert.ok(origins.size <= 1, [...origins].join(', '));
  assert.ok([...origins].every((origin) => origin.startsWith('https:')));
});

test('everything that is shipped is under a licence of the list', () => {
  const shipped = dependencies.filter(([, { dev }]) => dev !== true);
  const licenceOf = (path: string, { license }: Locked): string => {
    const file = join(path, 'package.json');
    const own = existsSync(file) ? (read(file) as { readonly license?: string }).license : undefined;
    return license ?? own ?? 'none stated';
  };
  const isAllowed = (expression: string): boolean =>
    expression
      .replace(/^\((.*)\)$/, '$1')
      .split(/ OR /)
      .some((choice) => choice.split(/ AND /).every((one) => allowed.has(one.trim())));
  const others = shipped
    .map(([path, locked]) => [path, licenceOf(path, locked)] as const)
    .filter(([, licence]) => !isAllowed(licence))
    .map(([path, licence]) => `${path}: ${licence}`);
  assert.deepEqual(others, []);
});

test('no dependency needs a script at installation, so `npm ci --ignore-scripts` suffices', () => {
  const needing = dependencies.filter(([path, one]) => one.hasInstallScript === true && !optional.has(path));
  assert.deepEqual(
    needing.map(([path]) => path),
    [],
  );
});

/** File watching of macOS, which nothing here uses. */
const optional = new Set(['node_modules/fsevents', 'node_modules/playwright/node_modules/fsevents']);

test('the package holds what runs and what is read, and nothing else', () => {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 2 ** 26,
    }),
  ) as readonly { readonly files: readonly { readonly path: string }[] }[];
  const paths = (packed?.files ?? []).map(({ path }) => path);
  for (const needed of ['dist/src/cli/main.js', 'dist/holder/main.js', 'SECURITY.md', 'package.json']) {
    assert.ok(paths.includes(needed), needed);
  }
  const stray = paths.filter(
    (path) =>
      /^(?:dist\/)?(?:test|proof|bench|keys|reports)\//.test(path) ||
      /\.(?:pem|key|jwk\.json|tsbuildinfo)$/.test(path) ||
      path.startsWith('node_modules/'),
  );
  assert.deepEqual(stray, []);
});

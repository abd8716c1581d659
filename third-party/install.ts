import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Server } from './server.js';

const run = promisify(execFile);

/** Installs what a server needs; the reason why that cannot be done, or nothing. */
export async function install(root: string, server: Server): Promise<string | undefined> {
  try {
    await (server.from === 'npm' ? installFromNpm(root) : installFromDebian(server));
    return undefined;
  } catch (error) {
    return shorten(error);
  }
}

/** The exact versions of the lockfile, unless they are there already. No package's own scripts are run. */
async function installFromNpm(root: string): Promise<void> {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && sameVersions(join(root, 'package-lock.json'), installed)) return;
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root });
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>>;
}

/** Whether what npm notes about an installation agrees with the lockfile; optional packages may be left out. */
function sameVersions(lockfile: string, installed: string): boolean {
  const read = (path: string): Lock => JSON.parse(readFileSync(path, 'utf8')) as Lock;
  const { packages } = read(installed);
  return Object.entries(read(lockfile).packages)
    .filter(([path, { optional }]) => path !== '' && (optional !== true || path in packages))
    .every(([path, { version }]) => packages[path]?.version === version);
}

async function installFromDebian({ package: main, also, debconf }: Server): Promise<void> {
  const missing: string[] = [];
  for (const name of [main, ...also]) if (!(await isInstalled(name))) missing.push(name);
  if (missing.length === 0) return;
  const by = `apt-get install ${missing.join(' ')}`;
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) {
    throw new Error(`${missing.join(', ')} comes from Debian, and this system has no apt-get`);
  }
  if (process.getuid?.() !== 0) throw new Error(`${missing.join(', ')} is not installed; as root: ${by}`);
  const environment = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  if (debconf.length > 0) {
    const child = run('debconf-set-selections', [], environment);
    child.child.stdin?.end(`${debconf.join('\n')}\n`);
    await child;
  }
  await run('apt-get', ['update', '-qq'], environment);
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], environment);
}

async function isInstalled(name: string): Promise<boolean> {
  return run('dpkg-query', ['-W', '-f', '${db:Status-Status}', name]).then(
    ({ stdout }) => stdout === 'installed',
    () => false,
  );
}

/** The last lines that an installer wrote, for one line of a report. */
function shorten(error: unknown): string {
  const { stderr, message } = error as { readonly stderr?: string; readonly message?: string };
  const text = stderr !== undefined && stderr.trim() !== '' ? stderr : (message ?? String(error));
  return text.trim().split('\n').slice(-3).join(' ').slice(0, 400);
}

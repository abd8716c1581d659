import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';

/** Books that are kept; older ones are dropped. */
const KEPT = 8;

/**
 * The folder for what can be computed again: `DCR_CACHE`, else the user's cache folder. Undefined when switched off
 * (`DCR_CACHE=off`), or when others could write to it, since what is read from it is trusted.
 */
export function cacheFolder(env: NodeJS.ProcessEnv): string | undefined {
  if (env['DCR_CACHE'] === 'off') return undefined;
  const home = env['XDG_CACHE_HOME'];
  const base = home === undefined || home === '' ? join(homedir(), '.cache') : home;
  const folder = env['DCR_CACHE'] ?? join(base, 'dcr-conformance');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = statSync(folder);
    const ours = process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
    return ours ? folder : undefined;
  } catch {
    return undefined; // A machine without a home is no reason not to run.
  }
}

/** SHA-256 over the names and contents of all files of some folders: another byte, another key. */
export function contentHash(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.map') && !entry.name.endsWith('.d.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) {
      const text = readFileSync(file);
      hash.update(`${relative(folder, file)}\0${String(text.length)}\0`).update(text);
    }
  }
  return hash.digest('hex');
}

/** Our own compiled code: a new version of it must not trust what an old one kept. */
export const programFolder = fileURLToPath(new URL('..', import.meta.url));

/** What was kept under the key; undefined when nothing was, or nothing readable. */
export function recall(folder: string, key: string): unknown {
  try {
    return deserialize(readFileSync(join(folder, key))) as unknown;
  } catch {
    return undefined;
  }
}

/** Keeps a value of plain data, maps and sets. A cache that cannot be written is no fault. */
export function keep(folder: string, key: string, value: unknown): void {
  try {
    const path = join(folder, key);
    const partial = `${path}.${String(process.pid)}`;
    writeFileSync(partial, serialize(value), { mode: 0o600 });
    renameSync(partial, path);
    const kept = readdirSync(folder)
      .map((name) => ({ name, at: statSync(join(folder, name)).mtimeMs }))
      .sort((a, b) => b.at - a.at);
    for (const { name } of kept.slice(KEPT)) rmSync(join(folder, name), { force: true });
  } catch {
    // Read the book again the next time.
  }
}

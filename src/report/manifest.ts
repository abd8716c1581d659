import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { TargetError } from '../nouns/errors.js';
import { isJsonObject, parseJson } from '../nouns/json.js';

/** Every file of an evidence bundle with its digest; what is signed. */
export interface Manifest {
  readonly schema: 1;
  readonly files: readonly ManifestEntry[];
}

export interface ManifestEntry {
  /** Relative to the bundle, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Files that vouch for the others, and so cannot vouch for themselves. */
export const seals: readonly string[] = ['manifest.json', 'manifest.jws', 'public-key.json'];

/** The manifest of what lies in a folder, in the order of the paths. */
export async function manifestOf(folder: string): Promise<Manifest> {
  const paths = await filesIn(folder);
  return { schema: 1, files: await Promise.all(paths.map((path) => entryOf(folder, path))) };
}

/** What differs between a manifest and a folder, in the order of the paths: changed, missing, not listed. */
export async function discrepancies(folder: string, manifest: Manifest): Promise<readonly string[]> {
  const listed = new Map(manifest.files.map((entry) => [entry.path, entry]));
  const present = new Map((await manifestOf(folder)).files.map((entry) => [entry.path, entry]));
  return [...new Set([...listed.keys(), ...present.keys()])].sort().flatMap((path) => {
    const [wanted, found] = [listed.get(path), present.get(path)];
    if (wanted === undefined) return [`${path}: is not listed in the manifest`];
    if (found === undefined) return [`${path}: is missing`];
    return wanted.sha256 === found.sha256 && wanted.bytes === found.bytes ? [] : [`${path}: was changed`];
  });
}

/** @throws TargetError when the text is no manifest. */
export function parseManifest(text: string, file: string): Manifest {
  const value: unknown = parseJson(text);
  const isManifest =
    isJsonObject(value) &&
    value['schema'] === 1 &&
    Array.isArray(value['files']) &&
    value['files'].every((entry) => isJsonObject(entry) && typeof entry['path'] === 'string');
  if (!isManifest) throw new TargetError(`${file}: this is no manifest of an evidence bundle`);
  return value as unknown as Manifest;
}

async function entryOf(folder: string, path: string): Promise<ManifestEntry> {
  const bytes = await readFile(join(folder, path));
  return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function filesIn(folder: string, below = ''): Promise<readonly string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const found = await Promise.all(
    entries.map((entry) => {
      const path = `${below}${entry.name}`;
      return entry.isDirectory() ? filesIn(folder, `${path}/`) : Promise.resolve([path]);
    }),
  );
  return found
    .flat()
    .filter((path) => !seals.includes(path))
    .sort();
}

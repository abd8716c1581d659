import { createHash } from 'node:crypto';
import { mkdtempSync, readlinkSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

import { TargetError } from '../nouns/errors.js';
import { codeOrMessage } from '../nouns/thrown.js';

/** What a temporary folder is for; stands in its name. */
export type Purpose = 'allure' | 'ground' | 'plan' | 'republish' | 'results';

/** Whose a temporary folder is. */
export interface Owner {
  readonly pid: number;
  /** Where the process id counts; see {@link placeOfProcess}. */
  readonly place: string;
}

/** A file system in memory, on Linux: whoever flushes every file does so for nothing. */
const memory = '/dev/shm';

/**
 * Makes an empty folder of mode 0700, which the caller removes. The only way to a temporary folder in `src/`: the name tells
 * whose it is, so that `run/abandoned-folders.ts` finds it when its process was killed.
 * @throws TargetError when the temporary folder cannot be written to.
 */
export function makeTemporaryFolder(purpose: Purpose, root = tmpdir()): string {
  try {
    return mkdtempSync(join(root, `dcr-${purpose}-${process.pid}-${placeOfProcess()}-`));
  } catch (error) {
    throw new TargetError(
      `${root}: no temporary folder can be made there (${codeOrMessage(error)}); set TMPDIR to a folder that you may write to`,
    );
  }
}

/** The same in memory, where there is such a file system and it lets us. */
export function makeFolderInMemory(purpose: Purpose): string {
  try {
    return makeTemporaryFolder(purpose, memory);
  } catch {
    return makeTemporaryFolder(purpose);
  }
}

/** Where {@link makeTemporaryFolder} and {@link makeFolderInMemory} make folders. */
export function temporaryRoots(): readonly string[] {
  return [...new Set([memory, tmpdir()])];
}

/** Reads the name of a folder that {@link makeTemporaryFolder} made; undefined for every other name. */
export function ownerOf(name: string): Owner | undefined {
  const [, pid, place] = /^dcr-[a-z]+-([1-9]\d*)-([\da-f]{8})-\w{6}$/.exec(name) ?? [];
  return pid === undefined || place === undefined ? undefined : { pid: Number(pid), place };
}

/** Digest of the host and the process namespace: containers and hosts may share a folder, but no process ids. */
export function placeOfProcess(): string {
  const place = JSON.stringify([hostname(), processNamespace()]);
  return createHash('sha256').update(place).digest('hex').slice(0, 8);
}

function processNamespace(): string | undefined {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    // Not Linux: there is one for the whole host.
    return undefined;
  }
}

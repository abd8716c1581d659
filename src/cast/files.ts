import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { TargetError } from '../nouns/errors.js';
import { codeOrMessage } from '../nouns/thrown.js';

const posix = process.platform !== 'win32';

/** Text of a file, or undefined when there is none. */
export function readText(file: string): string | undefined {
  return withFile(file, (descriptor) => readFileSync(descriptor, 'utf8'));
}

/**
 * Text of a private key file, or undefined when there is none.
 * @throws TargetError when group or others may read it.
 */
export function readPrivate(file: string): string | undefined {
  return withFile(file, (descriptor) => {
    const mode = fstatSync(descriptor).mode & 0o777;
    if (posix && (mode & 0o077) !== 0) {
      throw new TargetError(
        `${file} holds a private key but others may read it (mode ${shown(mode)}); run: chmod 600 ${file}`,
      );
    }
    return readFileSync(descriptor, 'utf8');
  });
}

/**
 * Whoever may write to a folder of keys may put keys there that he knows.
 * @throws TargetError when group or others may write to it.
 */
export function refuseOpenFolder(folder: string): void {
  let mode: number;
  try {
    mode = statSync(folder).mode & 0o777;
  } catch {
    // Whoever opens its files says why they cannot be opened.
    return;
  }
  if (!posix || (mode & 0o022) === 0) return;
  throw new TargetError(
    `${folder} holds private keys but others may write to it (mode ${shown(mode)}); run: chmod 700 ${folder}`,
  );
}

const shown = (mode: number): string => mode.toString(8).padStart(4, '0');

/** Writes a whole file with mode 0600 or nothing: readers see the old text or the new one. */
export function writeAtomically(file: string, text: string): void {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const descriptor = openSync(temporary, 'wx', 0o600);
    try {
      fchmodSync(descriptor, 0o600);
      // Not writeSync, which may write a part of it and say so by a number.
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Opens a regular file, or what a symbolic link to one leads to. @throws TargetError for anything else. */
function withFile<Result>(file: string, use: (descriptor: number) => Result): Result | undefined {
  let descriptor: number;
  try {
    // A pipe that nobody writes to would be waited for.
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const code = codeOrMessage(error);
    if (code === 'ENOENT') return undefined;
    throw new TargetError(`${file} cannot be opened (${code}); ${cures[code] ?? 'mend that, or delete it'}`);
  }
  try {
    if (fstatSync(descriptor).isFile()) return use(descriptor);
    throw new TargetError(
      `${file} is a folder or a device, not a file; move it away: a key is made in its place`,
    );
  } finally {
    closeSync(descriptor);
  }
}

const cures: Readonly<Record<string, string>> = {
  EACCES: 'it belongs to somebody else, or its mode keeps you out: run as its owner, or chmod 600 it',
  ENOTDIR: 'a file stands where the folder of keys should be: move it away',
  ELOOP: 'its symbolic links lead in a circle: remove them',
};

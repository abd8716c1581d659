import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { TargetError } from '../nouns/errors.js';

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
      const shown = mode.toString(8).padStart(4, '0');
      throw new TargetError(
        `${file} holds a private key but others may read it (mode ${shown}); run: chmod 600 ${file}`,
      );
    }
    return readFileSync(descriptor, 'utf8');
  });
}

/** Writes a whole file with mode 0600 or nothing: readers see the old text or the new one. */
export function writeAtomically(file: string, text: string): void {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const descriptor = openSync(temporary, 'wx', 0o600);
    try {
      fchmodSync(descriptor, 0o600);
      writeSync(descriptor, text);
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

function withFile<Result>(file: string, use: (descriptor: number) => Result): Result | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new TargetError(`${file} cannot be opened (${errorCode(error)})`);
  }
  try {
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** `ENOENT` and the like; the message when there is no code. */
export function errorCode(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error);
}

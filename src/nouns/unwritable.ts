import { TargetError } from './errors.js';

/** What keeps a file from being written and is neither a fault of the harness nor of a target, by the system's code. */
const causes: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: "the user's disk quota is used up",
  EFBIG: 'it would be larger than the limit of this process (ulimit -f)',
  EROFS: 'it is on a file system that is read-only',
  EACCES: 'its folder belongs to somebody else, or its mode keeps us out',
  EPERM: 'the system does not permit it',
};

/**
 * The error of a file that could not be written, in the user's words; any other error as it is. `file`: where the error
 * does not name one; `cure`: what else than mending the cause helps.
 */
export function inUserWords<Thrown>(
  error: Thrown,
  file?: string,
  cure = 'write the reports elsewhere (--reports FOLDER)',
): Thrown | TargetError {
  if (!(error instanceof Error)) return error;
  const { code = '', path = file } = error as NodeJS.ErrnoException;
  const cause = causes[code];
  if (cause === undefined) return error;
  return new TargetError(`${path ?? 'a file'} cannot be written: ${cause} (${code}). Mend that, or ${cure}.`);
}

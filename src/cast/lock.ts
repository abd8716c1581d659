import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { TargetError } from '../nouns/errors.js';
import { codeOrMessage, errorCode } from '../nouns/thrown.js';

const deadlineMs = 30_000;
const pollMs = 15;

/**
 * Runs `work` while no other process does so in the same folder. A lock whose owner has died is broken.
 * @throws TargetError when the owner lives but does not let go within 30 seconds.
 */
export async function locked<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  const lock = join(folder, '.lock');
  const deadline = performance.now() + deadlineMs;
  while (!take(lock)) {
    const owner = ownerOf(lock);
    if (owner !== undefined && !alive(owner) && breakUp(lock, owner)) continue;
    if (performance.now() > deadline) {
      throw new TargetError(
        `${lock} is held by process ${owner ?? '?'}; if that is no run of dcr-conformance, remove ${lock}*`,
      );
    }
    await wait(pollMs);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Makes a file with our process id; false where there is one. */
function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw new TargetError(`${file} cannot be made (${codeOrMessage(error)})`);
  }
}

/**
 * Breaks the lock of an owner who has died; false when somebody else is about to. Of several that find it, one at a time may,
 * and looks again: by now it may be broken, and taken by one who lives.
 */
function breakUp(lock: string, owner: number): boolean {
  const permit = `${lock}.breaking`;
  if (!take(permit)) return false;
  try {
    if (ownerOf(lock) === owner) rmSync(lock, { force: true });
    return true;
  } finally {
    rmSync(permit, { force: true });
  }
}

function ownerOf(lock: string): number | undefined {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
    if (owner !== undefined && !alive(owner)) rmSync(lock, { recursive: true, force: true });
    else if (performance.now() > deadline) {
      throw new TargetError(
        `${lock} is held by process ${owner ?? '?'}; if that is no run of ours, remove the folder`,
      );
    } else await wait(pollMs);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function take(lock: string): boolean {
  try {
    mkdirSync(lock, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw new TargetError(`${lock} cannot be made (${codeOrMessage(error)})`);
  }
  writeFileSync(join(lock, 'pid'), String(process.pid));
  return true;
}

function ownerOf(lock: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(lock, 'pid'), 'utf8'));
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

import { readFileSync } from 'node:fs';

/**
 * Whether a process of ours with this id is there. Says no for one that we may not signal, which is not ours, and for one that
 * has ended, but whose parent has not heard of it: in containers nobody may ever ask after an orphan.
 */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !isZombie(pid);
}

/** By proc_pid_stat(5): the state stands behind the name, which is in brackets and may hold brackets itself. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
  } catch {
    // Not Linux, or it has gone meanwhile: then whoever asks again hears so.
    return false;
  }
}

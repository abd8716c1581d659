/** Whether a process of ours with this id is there. Says no for one that we may not signal: it is not ours. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

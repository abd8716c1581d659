import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';

/** A process and everything that it started, by /proc. */
export function family(pid: number): readonly number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  const children = existsSync(file) ? readFileSync(file, 'utf8').split(' ').filter(Boolean).map(Number) : [];
  return [pid, ...children.flatMap(family)];
}

/** Kills a process and everything that it started, at once: nobody tidies up. */
export async function killTree(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  for (const pid of family(child.pid ?? 0)) process.kill(pid, 'SIGKILL');
  await ended;
}

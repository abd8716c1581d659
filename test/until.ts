import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something holds. @throws Error naming it when that takes longer than four minutes. */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 240_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await sleep(20);
  }
}

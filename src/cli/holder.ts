import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** `dcr-conformance holder ...`: the reference Data Holder as a process of its own; its flags are its own. */
export function holder(args: readonly string[]): Promise<number> {
  const main = fileURLToPath(new URL('../../holder/main.js', import.meta.url));
  const child = spawn(process.execPath, [main, ...args], { stdio: 'inherit' });
  // Whoever ends the command means the holder; Ctrl-C reaches both, and the holder ends it.
  const forward = (signal: NodeJS.Signals): boolean => child.kill(signal);
  process.on('SIGTERM', forward);
  process.on('SIGINT', () => undefined);
  return new Promise((resolve) => {
    child.once('exit', (code) => {
      resolve(code ?? 4);
    });
  });
}

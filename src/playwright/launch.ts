import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Interruption } from './interruption.js';

/**
 * Runs Playwright of our own installation, without npx (which costs a third of a second). It is in a process group of
 * its own: Ctrl-C reaches it once, through `interruption`, and it ends its cases in good order.
 */
export function launchPlaywright(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  interruption?: Interruption,
): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }> {
  const require = createRequire(import.meta.url);
  const cli = join(dirname(require.resolve('@playwright/test/package.json')), 'cli.js');
  const config = fileURLToPath(new URL('../../suites/playwright.config.js', import.meta.url));
  const child = spawn(process.execPath, [cli, 'test', '-c', config, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: interruption !== undefined && process.platform !== 'win32',
    // Everything is compiled: Playwright's TypeScript loader would only slow down each of our imports.
    env: { ...process.env, PW_DISABLE_TS_ESM: '1', ...env },
  });
  interruption?.forward(() => child.kill('SIGINT'));
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      resolve({ code, signal });
    });
  });
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Interruption } from './interruption.js';
import { waitsForOrders, type Order } from './orders.js';

/** A Playwright that has been started and waits for orders: the plan first, then the session. */
export interface Runner {
  /** Environment variables of our own for everything that it does next. */
  order(order: Order): void;
  /** Playwright's end in good order at a signal, from now on. */
  heed(interruption: Interruption): void;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  /** Ends it where there will be no (further) orders; nothing when it has ended. */
  dismiss(): Promise<void>;
}

/**
 * Starts Playwright of our own installation, without npx (which costs a third of a second) and ahead of time: it loads
 * its own code while ours reads the book and opens the session. It is in a process group of its own: Ctrl-C reaches it
 * once, through the interruption, and it ends its cases in good order.
 */
export function startRunner(): Runner {
  const require = createRequire(import.meta.url);
  const cli = join(dirname(require.resolve('@playwright/test/package.json')), 'cli.js');
  const config = fileURLToPath(new URL('../../suites/playwright.config.js', import.meta.url));
  // A shard may well have nothing to do; the summary says what was judged, not Playwright.
  const child = spawn(process.execPath, [cli, 'test', '-c', config, '--pass-with-no-tests'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: process.platform !== 'win32',
    // Everything is compiled: Playwright's TypeScript loader would only slow down each of our imports.
    env: { ...process.env, PW_DISABLE_TS_ESM: '1', [waitsForOrders]: '1' },
  });
  const ended = once(child, 'exit').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  const orders: Order[] = [];
  let asked = 0;
  const answer = (): void => {
    if (asked === 0) return;
    const order = orders.shift();
    if (order === undefined) return;
    asked -= 1;
    // One that has died hears no order; its end tells.
    child.send(order, () => undefined);
  };
  child.on('message', () => {
    asked += 1;
    answer();
  });
  return {
    order: (order) => {
      orders.push(order);
      answer();
    },
    heed: (interruption) => {
      interruption.forward(() => child.kill('SIGINT'));
    },
    ended,
    dismiss: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await ended;
    },
  };
}

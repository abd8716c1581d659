import { join } from 'node:path';

import { readPlan } from '../run/plan-file.js';
import { environment } from './environment.js';
import { obeyNextOrder, waitsForOrders } from './orders.js';

/** Playwright's global set-up: waits for the command's session, or opens one of its own; returns the tear-down. */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[waitsForOrders] !== undefined) {
    await obeyNextOrder();
    endWithTheCommand();
    return undefined;
  }
  const [{ freshSeed }, { openSession }] = await Promise.all([
    import('../run/seed.js'),
    import('../run/session.js'),
  ]);
  // The doctor registers as well: it is let finish, and tidies up.
  let terminated = false;
  const postpone = (): void => {
    terminated = true;
  };
  process.on('SIGTERM', postpone);
  const planPath = process.env[environment.plan] ?? '';
  const session = await openSession({
    planPath,
    planFile: readPlan(planPath),
    keys: join(process.cwd(), 'keys'),
    reports: process.env[environment.reports] ?? join(process.cwd(), 'reports'),
    seed: process.env[environment.seed] ?? freshSeed(),
  }).finally(() => process.off('SIGTERM', postpone));
  if (terminated) {
    await session.close();
    throw new Error('interrupted by SIGTERM before the first case');
  }
  process.env[environment.session] = session.path;
  process.once('SIGTERM', interrupt);
  return async () => {
    process.off('SIGTERM', interrupt);
    Reflect.deleteProperty(process.env, environment.session);
    await session.close();
  };
}

/** Playwright ends in good order at SIGINT only. */
const interrupt = (): boolean => process.kill(process.pid, 'SIGINT');

/** A command that is killed takes our host with it, and with that every case: none is begun any more, what was registered goes. */
function endWithTheCommand(): void {
  process.once('disconnect', interrupt);
  // The channel would keep this process alive when all is done.
  process.channel?.unref();
  if (!process.connected) interrupt();
}

import { join } from 'node:path';

import { freshSeed, readPlan } from '../run/compile.js';
import { openSession } from '../run/session.js';
import { environment } from './environment.js';

/** Playwright's global set-up: opens a session unless the command has opened one already; returns the tear-down. */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[environment.session] !== undefined) return undefined;
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
  // Playwright ends in good order at SIGINT only.
  const interrupt = (): boolean => process.kill(process.pid, 'SIGINT');
  process.once('SIGTERM', interrupt);
  return async () => {
    process.off('SIGTERM', interrupt);
    Reflect.deleteProperty(process.env, environment.session);
    await session.close();
  };
}

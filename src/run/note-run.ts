import { randomUUID } from 'node:crypto';

import type { Ground } from './ground.js';
import { beginRun } from './journal.js';

/** Notes in a journal that a run begins on this ground, before anything is registered; gives the run's id. */
export function noteRun({ target, host, holder }: Ground, journal: string): string {
  const run = randomUUID();
  beginRun(journal, {
    at: new Date().toISOString(),
    run,
    pid: process.pid,
    target: target.name,
    profile: target.profile,
    file: target.file,
    embedded: holder !== undefined,
    hostUrl: host.url,
    listen: { host: target.host.listen.host, port: host.port },
  });
  return run;
}

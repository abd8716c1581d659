import { appendFileSync } from 'node:fs';

import type { Journal } from '../recipient/scene.js';

/**
 * A journal of registrations in a file, one JSON line per event, written before the answer is judged. Several workers
 * append to it at once: each line is one small write.
 */
export function openJournal(file: string): Journal {
  const write = (line: object): void => {
    appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  };
  return {
    registered: (entry) => {
      write({ event: 'registered', at: new Date().toISOString(), ...entry });
    },
    removed: (clientId) => {
      write({ event: 'removed', at: new Date().toISOString(), clientId });
    },
  };
}

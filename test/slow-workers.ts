import { promises, writeFileSync, type MakeDirectoryOptions, type PathLike } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Loaded ahead of a program (`node --import`): a worker of Playwright's begins with a folder, and here that takes a second.
 * The file that BEGUN names tells the moment.
 */
const { mkdir } = promises;
Object.assign(promises, {
  mkdir: async (path: PathLike, options?: MakeDirectoryOptions) => {
    if (String(path).includes('.playwright-artifacts-')) {
      writeFileSync(process.env['BEGUN'] ?? '', '');
      await sleep(1000);
    }
    return mkdir(path, options);
  },
});

import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { isProcessAlive } from '../nouns/process-alive.js';
import { ownerOf, placeOfProcess, temporaryRoots } from '../report/temporary-folder.js';

/**
 * Removes the temporary folders of runs that were killed, and says how many. One of a living process, of another user, host
 * or container is never touched; nor is one whose process id is in use again, or that cannot be removed: it stays for later.
 */
export async function removeAbandonedFolders(roots = temporaryRoots()): Promise<number> {
  const place = placeOfProcess();
  const removed = await Promise.all(roots.map((root) => removeFrom(root, place)));
  return removed.reduce((sum, count) => sum + count, 0);
}

async function removeFrom(root: string, place: string): Promise<number> {
  const names = await readdir(root).catch(() => []);
  let removed = 0;
  for (const name of names) {
    const owner = ownerOf(name);
    if (owner?.place !== place || isProcessAlive(owner.pid)) continue;
    if (await removeOwn(join(root, name))) removed += 1;
  }
  return removed;
}

/** Anybody may give a name of ours to what he puts into a folder that all share: we remove what we could have made. */
async function removeOwn(path: string): Promise<boolean> {
  try {
    const about = await lstat(path);
    const ours = about.isDirectory() && about.uid === process.getuid?.() && (about.mode & 0o777) === 0o700;
    if (ours) await rm(path, { recursive: true });
    return ours;
  } catch {
    // Another run removes it at the same moment, or the file system does not let us.
    return false;
  }
}

import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Where a text lies in a spool: file, first byte, number of bytes. */
export type Slip = readonly [file: string, start: number, bytes: number];

/** Writer of one process's texts; see {@link openSpool}. */
export interface Spool {
  /** @throws the error of `node:fs` when the text cannot be written whole. */
  put(text: string): Slip;
}

/**
 * Opens a file of this process in a private folder, for texts that another process of the run reads: Playwright's own
 * channel writes and reads every text twice as JSON, which for a case's record costs as much as judging it.
 */
export function openSpool(folder: string): Spool {
  const file = `records-${String(process.pid)}`;
  const handle = openSync(join(folder, file), 'a', 0o600);
  let { size } = fstatSync(handle);
  return {
    put: (text) => {
      const bytes = Buffer.from(text, 'utf8');
      const start = size;
      for (let done = 0; done < bytes.length;) {
        const written = writeSync(handle, bytes, done);
        done += written;
        size += written;
      }
      return [file, start, bytes.length];
    },
  };
}

/** Reader of the spools in a folder; files stay open until `close`. */
export interface SpoolReader {
  /** Undefined when it is not there (any more). */
  read(slip: Slip): string | undefined;
  close(): void;
}

export function readSpools(folder: string): SpoolReader {
  const handles = new Map<string, number>();
  const handleOf = (file: string): number | undefined => {
    const known = handles.get(file);
    if (known !== undefined) return known;
    try {
      const handle = openSync(join(folder, basename(file)), 'r');
      handles.set(file, handle);
      return handle;
    } catch {
      return undefined;
    }
  };
  return {
    read: ([file, start, length]) => {
      const handle = handleOf(file);
      if (handle === undefined) return undefined;
      const bytes = Buffer.alloc(length);
      for (let done = 0; done < length;) {
        const read = readSync(handle, bytes, done, length - done, start + done);
        if (read === 0) return undefined;
        done += read;
      }
      return bytes.toString('utf8');
    },
    close: () => {
      for (const handle of handles.values()) closeSync(handle);
      handles.clear();
    },
  };
}

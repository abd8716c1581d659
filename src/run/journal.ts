import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

import type { Journal, JournalEntry } from '../recipient/scene.js';
import { writeAtomically } from '../cast/files.js';
import { isProcessAlive } from '../nouns/process-alive.js';
import { errorCode } from '../nouns/thrown.js';

/** Start of a run: what `cleanup` has to know to come back under the same address. */
export interface RunEntry {
  readonly event: 'run';
  readonly at: string;
  readonly run: string;
  readonly pid: number;
  /** Name of the target, and the file that describes it. */
  readonly target: string;
  /** The profile in whose dialect clients were registered; journals of earlier versions do not say. */
  readonly profile?: string;
  readonly file: string;
  /** The embedded holder forgets everything with the run. */
  readonly embedded: boolean;
  readonly hostUrl: string;
  /** Address and port at which our host really listened. */
  readonly listen: { readonly host: string; readonly port: number };
}

/** A registration that the journal knows and nobody removed. `clientId` is unknown where the answer was lost. */
export interface OpenEntry extends Omit<JournalEntry, 'clientId'> {
  readonly at: string;
  readonly run: RunEntry;
  readonly clientId?: string;
  /** Why it was left, where a removal was tried. */
  readonly reason?: string;
}

type Line =
  | RunEntry
  | ({ readonly event: 'registered'; readonly at: string; readonly run: string } & JournalEntry)
  | ({ readonly event: 'asked'; readonly at: string; readonly run: string } & Omit<JournalEntry, 'clientId'>)
  | { readonly event: 'answered'; readonly softwareId: string }
  | { readonly event: 'removed'; readonly at: string; readonly clientId: string }
  | { readonly event: 'left'; readonly at: string; readonly clientId: string; readonly reason: string }
  | { readonly event: 'forgotten'; readonly at: string; readonly softwareId: string };

/**
 * A journal of registrations in a file, one JSON line per event, written before the answer is judged; what it
 * holds of secrets is sealed. Several workers append to it at once: each line is one small write.
 */
export function openJournal(file: string, run: string): Journal {
  const write = (line: Line): void => {
    append(file, line);
  };
  const at = (): string => new Date().toISOString();
  return {
    asked: (entry) => {
      write({ event: 'asked', at: at(), run, ...entry });
    },
    answered: (softwareId) => {
      write({ event: 'answered', softwareId });
    },
    registered: (entry) => {
      write({ event: 'registered', at: at(), run, ...entry });
    },
    removed: (clientId) => {
      write({ event: 'removed', at: at(), clientId });
    },
    left: (clientId, reason) => {
      write({ event: 'left', at: at(), clientId, reason });
    },
  };
}

/** Notes the start of a run, after dropping what earlier ones have settled. */
export function beginRun(file: string, entry: Omit<RunEntry, 'event'>): void {
  settle(file);
  append(file, { event: 'run', ...entry });
}

/** A registration whose answer was lost is nobody's to remove: told once, it is no more in the journal. */
export function forget(file: string, softwareId: string): void {
  append(file, { event: 'forgotten', at: new Date().toISOString(), softwareId });
}

/** What is still registered, or may be, as far as the journal knows; oldest first. */
export function openEntries(file: string): readonly OpenEntry[] {
  return openIn(readLines(file));
}

function openIn(lines: readonly Line[]): readonly OpenEntry[] {
  const runs = new Map<string, RunEntry>();
  const registered = new Map<string, OpenEntry>();
  // A race asks several times for one product; each has its answer, or not.
  const asked = new Map<string, { readonly entry: OpenEntry; readonly times: number }>();
  for (const line of lines) {
    switch (line.event) {
      case 'run':
        runs.set(line.run, line);
        break;
      case 'asked': {
        const run = runs.get(line.run);
        if (run === undefined) break;
        const entry = entryOf(line);
        asked.set(line.softwareId, {
          entry: { ...entry, run },
          times: (asked.get(line.softwareId)?.times ?? 0) + 1,
        });
        break;
      }
      case 'answered': {
        const known = asked.get(line.softwareId);
        if (known === undefined || known.times === 1) asked.delete(line.softwareId);
        else asked.set(line.softwareId, { ...known, times: known.times - 1 });
        break;
      }
      case 'registered': {
        const run = runs.get(line.run);
        if (run === undefined) break;
        const entry = entryOf(line);
        registered.set(line.clientId, { ...entry, run });
        break;
      }
      case 'removed':
        registered.delete(line.clientId);
        break;
      case 'left': {
        const entry = registered.get(line.clientId);
        if (entry !== undefined) registered.set(line.clientId, { ...entry, reason: line.reason });
        break;
      }
      case 'forgotten':
        asked.delete(line.softwareId);
    }
  }
  return [...registered.values(), ...[...asked.values()].map(({ entry }) => entry)];
}

function entryOf(line: Extract<Line, { readonly event: 'asked' | 'registered' }>): Omit<OpenEntry, 'run'> {
  const { at, softwareId, client, case: address, flow, registrationEndpoint } = line;
  const common = { at, softwareId, client, case: address, flow, registrationEndpoint };
  return line.event === 'asked'
    ? common
    : { ...common, clientId: line.clientId, ...(line.sealed === undefined ? {} : { sealed: line.sealed }) };
}

/** Drops everything settled, unless a run that lives still writes. */
function settle(file: string): void {
  const lines = readLines(file);
  const living = lines.some(
    (line) => line.event === 'run' && line.pid !== process.pid && isProcessAlive(line.pid),
  );
  if (lines.length === 0 || living) return;
  const open = openIn(lines);
  const runs = new Set(open.map(({ run }) => run.run));
  const clients = new Set(open.map(({ clientId }) => clientId));
  const unanswered = new Set(
    open.flatMap(({ clientId, softwareId }) => (clientId === undefined ? [softwareId] : [])),
  );
  const kept = lines.filter((line) => {
    if (line.event === 'run') return runs.has(line.run);
    if (line.event === 'asked' || line.event === 'answered') return unanswered.has(line.softwareId);
    return (line.event === 'registered' || line.event === 'left') && clients.has(line.clientId);
  });
  writeAtomically(file, kept.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** A last line that a crash cut short is no entry. */
function readLines(file: string): readonly Line[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text) => {
      try {
        return [JSON.parse(text) as Line];
      } catch {
        return [];
      }
    });
}

/** The folder is made where it is missing: also one that somebody removed in the middle of a run. */
function append(file: string, line: Line): void {
  const write = (): void => {
    appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  };
  try {
    write();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    mkdirSync(dirname(file), { recursive: true });
    write();
  }
}

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Facts } from '../nouns/facts.js';
import type { Flow } from '../nouns/requirement.js';
import type { ControlResult } from '../recipient/controls.js';
import type { Product } from '../register/product.js';

/** What workers need to know of a running session; a private file, since the control socket obeys whoever reads it. */
export interface SessionFile {
  readonly planPath: string;
  readonly facts: Facts;
  readonly hostUrl: string;
  readonly controlPath: string;
  readonly keys: string;
  /** PEM certificates trusted for the target. */
  readonly trust: readonly string[];
  readonly publicTrust: boolean;
  readonly seed: string;
  readonly reports: string;
  /** Names the run in the journal. */
  readonly run: string;
  readonly started: string;
  /** The unbroken requests that the doctor saw accepted, so that no worker has to repeat them. */
  readonly controls?: { readonly flow: Flow; readonly results: readonly ControlResult[] };
  /** The pool of an outside Register. */
  readonly products?: readonly Product[];
}

/** Name of the journal's file in the reports folder. */
export const journalFile = (reports: string): string => join(reports, 'journal.jsonl');

/** Writes a session's file into its private folder, and says where. */
export function writeSession(file: SessionFile, folder: string): string {
  const path = join(folder, 'session.json');
  writeFileSync(path, JSON.stringify(file), { mode: 0o600 });
  return path;
}

/** Reads what {@link writeSession} wrote. */
export function readSession(path: string): SessionFile {
  return JSON.parse(readFileSync(path, 'utf8')) as SessionFile;
}

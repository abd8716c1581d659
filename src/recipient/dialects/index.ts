import type { Dialect } from '../dialect.js';
import { cdrAu } from './cdr-au/dialect.js';
import { rfc7591 } from './rfc7591/dialect.js';

const dialects: Readonly<Record<string, Dialect>> = { 'cdr-au': cdrAu, rfc7591 };

/** The dialect of a profile; a book of one's own that has none speaks the CDR's. */
export function dialectOf(profile: string): Dialect {
  return dialects[profile] ?? cdrAu;
}

/** Profiles whose dialect has words of its own. */
export const ownVocabularies: readonly string[] = Object.entries(dialects)
  .filter(([, { actions }]) => actions !== undefined)
  .map(([profile]) => profile);

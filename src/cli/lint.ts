import { resolve } from 'node:path';

import { oneLine } from '../evidence/visible.js';
import { showPlace } from '../nouns/place.js';
import { openBook } from '../run/compile.js';
import { say } from '../run/say.js';
import { parse } from './options.js';
import { packageFolders } from './places.js';

/** `dcr-conformance lint [--profile NAME]`: says what no schema can say about the book. */
export async function lintBook(args: readonly string[]): Promise<number> {
  const { values } = parse(args, { profile: { type: 'string' }, scenarios: { type: 'string' } });
  const profile = values.profile ?? 'cdr-au';
  const scenarios = values.scenarios === undefined ? packageFolders().scenarios : resolve(values.scenarios);
  const { book, issues } = await openBook(profile, { root: process.cwd(), scenarios });
  for (const issue of issues) say(`${oneLine(showPlace(issue.place))}  ${oneLine(issue.message, 1000)}\n`);
  say(`${profile}: ${String(book.chapters.length)} chapters, ${String(issues.length)} issues\n`);
  return issues.some(({ level }) => level === 'error') ? 2 : 0;
}

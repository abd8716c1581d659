import { join } from 'node:path';

import { lint } from '../scenario/lint.js';
import { showPlace } from '../nouns/place.js';
import { openBook } from '../run/compile.js';
import { loadPlugins, loadVocabulary } from '../run/plugins.js';
import { parse } from './options.js';
import { packageFolders } from './places.js';

/** `dcr-conformance lint [--profile NAME]`: says what no schema can say about the book. */
export async function lintBook(args: readonly string[]): Promise<number> {
  const { values } = parse(args, { profile: { type: 'string' }, scenarios: { type: 'string' } });
  const profile = values.profile ?? 'cdr-au';
  const scenarios = values.scenarios === undefined ? packageFolders().scenarios : join(process.cwd(), values.scenarios);
  const book = await openBook(profile, { root: process.cwd(), scenarios });
  const issues = lint(book, await loadVocabulary(await loadPlugins()));
  for (const issue of issues) process.stdout.write(`${showPlace(issue.place)}  ${issue.message}\n`);
  process.stdout.write(`${profile}: ${String(book.chapters.length)} chapters, ${String(issues.length)} issues\n`);
  return issues.length === 0 ? 0 : 2;
}

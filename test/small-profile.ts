import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Makes a book of a few chapters of the real one in `folder/book`, so that a run of everything is short. */
export function makeSmallBook(folder: string, chapters: readonly string[]): string {
  const from = join(process.cwd(), 'scenarios', 'cdr-au');
  const to = join(folder, 'book', 'cdr-au');
  mkdirSync(to, { recursive: true });
  for (const name of ['requirements.yaml', 'recipes.yaml', 'plans.yaml', 'schemas']) {
    cpSync(join(from, name), join(to, name), { recursive: true });
  }
  for (const chapter of chapters) cpSync(join(from, `${chapter}.yaml`), join(to, `${chapter}.yaml`));
  return join(folder, 'book');
}

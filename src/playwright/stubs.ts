import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { oneLine } from '../evidence/visible.js';
import type { StoredPlan } from '../run/plan-file.js';

const ending = '.yaml.spec.mjs';

/**
 * Writes one spec file per chapter into `folder`, each a door to the chapter's cases and nothing more, and removes
 * those whose chapter is gone. A file per chapter is Playwright's unit of parallelism, and it makes
 * `playwright test registration/duplicate.yaml:12` select a case by its place in the YAML.
 */
export function writeStubs({ plan, chapters }: StoredPlan, folder: string, door: URL): void {
  const wanted = new Map<string, string>();
  for (const chapter of chapters) {
    const file = join(plan.profile, `${chapter.path}${ending}`);
    wanted.set(file, stub(chapter, door));
  }
  for (const stale of existingStubs(folder)) {
    if (!wanted.has(stale)) rmSync(join(folder, stale));
  }
  for (const [file, text] of wanted) {
    const path = join(folder, file);
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

function stub(chapter: { readonly path: string; readonly title: string }, door: URL): string {
  return [
    // A line separator (U+2028) would end the comment, and what follows it would be run.
    `// ${oneLine(chapter.title)}`,
    '// Generated from the chapter of the same name in scenarios/; nothing to edit here.',
    `import { open } from ${JSON.stringify(door.href)};`,
    `await open(${JSON.stringify(chapter.path)});`,
    '',
  ].join('\n');
}

function existingStubs(folder: string, below = ''): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(join(folder, below)).flatMap((name) => {
    const path = join(below, name);
    if (statSync(join(folder, path)).isDirectory()) return existingStubs(folder, path);
    return name.endsWith(ending) ? [path] : [];
  });
}

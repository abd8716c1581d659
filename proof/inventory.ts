import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import type { Chapter, Step } from '../src/nouns/scenario.js';

/**
 * The book's expectations by chapter, scenario, step and check, of every edition and flow: pinned, so that none can be
 * taken away unnoticed, not even one that only advises, or binds in another edition than those that are measured.
 */
export function inventoryOf(chapters: readonly Chapter[]): readonly string[] {
  return chapters
    .flatMap(({ path, scenarios }) =>
      scenarios.flatMap(({ id, steps }) => steps.flatMap((step) => namesOf(`${path}/${id}`, step))),
    )
    .sort();
}

/** An expectation's name, with an ordinal when a step has the same check more than once. */
function namesOf(scenario: string, { name, expect }: Step): readonly string[] {
  const seen = new Map<string, number>();
  return expect.map(({ check }) => {
    const count = (seen.get(check) ?? 0) + 1;
    seen.set(check, count);
    return `${scenario} ${name}.${check}${count === 1 ? '' : `#${String(count)}`}`;
  });
}

/** What the pinned inventory and the book's do not share, in words. */
export function inventoryTroubles(path: string, found: readonly string[]): readonly string[] {
  if (!existsSync(path)) return ['proof/expectations.txt is missing: npm run proof -- --update writes it'];
  const pinned = readFileSync(path, 'utf8').trimEnd().split('\n');
  const [before, now] = [new Set(pinned), new Set(found)];
  return [
    ...pinned.filter((name) => !now.has(name)).map((name) => `the expectation ${name} is gone from the book`),
    ...found
      .filter((name) => !before.has(name))
      .map((name) => `the expectation ${name} is new: run the proof with --update`),
  ];
}

export function writeInventory(path: string, found: readonly string[]): void {
  writeFileSync(path, `${found.join('\n')}\n`);
}

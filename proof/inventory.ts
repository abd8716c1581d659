import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * The book's expectations by chapter, scenario, step and check: pinned, so that none can be taken away unnoticed, not
 * even one that only advises and that no fault sets off by itself.
 */
export function inventoryOf(names: Iterable<string>): readonly string[] {
  const plain = [...names].map((name) => name.replace(/(\[.*\])?@(code|hybrid) /, ' '));
  return [...new Set(plain)].sort();
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

/** Faults, variations and hopeless holders: the files of three folders, found by reading the folder. */
import { readdir } from 'node:fs/promises';
import type { Fault, Hopeless, Rules, Variation } from './rules/types.js';

export type Named<Item> = Item & { readonly name: string };
export type Catalogue = {
  readonly faults: readonly Named<Fault>[];
  readonly variations: readonly Named<Variation>[];
  /** Switched on like faults, but no faults: they break everything or nothing that has a number. */
  readonly hopeless: readonly Named<Hopeless>[];
};

export class UnknownAlteration extends Error {
  override readonly name = 'UnknownAlteration';
}

const load = async <Item>(folder: string): Promise<readonly Named<Item>[]> => {
  const here = new URL(`./${folder}/`, import.meta.url);
  const files = (await readdir(here)).filter((file) => file.endsWith('.js')).sort();
  return Promise.all(
    files.map(async (file) => {
      const { default: item } = (await import(new URL(file, here).href)) as { default: Item };
      return { ...item, name: file.slice(0, -'.js'.length) };
    }),
  );
};

/** Loads every fault and variation there is. */
export const loadCatalogue = async (): Promise<Catalogue> => ({
  faults: await load<Fault>('faults'),
  variations: await load<Variation>('variations'),
  hopeless: await load<Hopeless>('hopeless'),
});

/** Applies the named alterations to the rules, in order. Throws UnknownAlteration. */
export const alter = (
  rules: Rules,
  names: readonly string[],
  known: readonly Named<Fault | Variation | Hopeless>[],
): Rules =>
  names.reduce((current, name) => {
    const found = known.find((one) => one.name === name);
    if (found === undefined)
      throw new UnknownAlteration(`"${name}" is unknown; the closest is "${nearest(name, known)}"`);
    return found.rules(current);
  }, rules);

const nearest = (name: string, known: readonly Named<unknown>[]): string =>
  known
    .map((one) => ({ name: one.name, distance: distance(name, one.name) }))
    .reduce((best, one) => (one.distance < best.distance ? one : best), { name: 'none', distance: Infinity })
    .name;

/** Levenshtein distance. */
const distance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_value, at) => at);
  for (const [i, a] of Array.from(from).entries()) {
    const next = [i + 1];
    for (const [j, b] of Array.from(to).entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (a === b ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

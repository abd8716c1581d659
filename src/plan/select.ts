import type { Case } from '../nouns/case.js';
import { matchesAddress } from './address-pattern.js';

/** Which cases to run: those that any pattern names (all without patterns) and that `grep` finds. */
export interface Selection {
  /** Address patterns; the path of a folder or a chapter selects all below it. */
  readonly patterns?: readonly string[];
  /** Searched in the address and the title. */
  readonly grep?: RegExp;
}

export function selectCases(cases: readonly Case[], selection: Selection): readonly Case[] {
  const patterns = selection.patterns ?? [];
  return cases.filter(({ address, title }) => {
    const named = patterns.length === 0 || patterns.some((pattern) => isNamed(pattern, address));
    return named && (selection.grep === undefined || `${address} ${title}`.search(selection.grep) >= 0);
  });
}

/** Patterns that select nothing: most likely misspelt. */
export function emptyPatterns(cases: readonly Case[], patterns: readonly string[]): readonly string[] {
  return patterns.filter((pattern) => !cases.some(({ address }) => isNamed(pattern, address)));
}

function isNamed(pattern: string, address: string): boolean {
  const folder = pattern.replace(/\/+$/, '');
  return matchesAddress(folder, address) || matchesAddress(`${folder}/**`, address);
}

import type { Json, JsonObject } from '../nouns/json.js';
import type { Severity } from '../nouns/requirement.js';
import type { Applies, Scenario } from '../nouns/scenario.js';

/** A chapter as it stands in the file, once the book's schema has passed it. */
export interface RawChapter {
  readonly chapter: string;
  readonly covers: readonly string[];
  readonly applies?: Partial<Applies>;
  readonly scenarios: readonly RawScenario[];
}

export interface RawScenario {
  readonly id: string;
  readonly title: string;
  readonly covers?: readonly string[];
  readonly applies?: Partial<Applies>;
  readonly given?: Scenario['given'];
  readonly each?: JsonObject | readonly JsonObject[];
  readonly steps: readonly Readonly<Record<string, RawStep | null>>[];
  readonly control?: 'auto' | { readonly none: string } | { readonly with: RawEdits };
  readonly cleanup?: Scenario['cleanup'];
}

export interface RawEdits extends JsonObject {
  readonly like: string | readonly string[];
}

export interface RawStep extends JsonObject {
  readonly as: string;
  readonly by: string;
  readonly with: RawEdits;
  readonly because: string;
  readonly expect: readonly RawExpectation[];
}

/** One check under its own name, or `like`; beside it what is judged by. */
export interface RawExpectation extends JsonObject {
  readonly like: string;
  readonly covers: readonly string[];
  readonly severity: Severity;
  readonly because: string;
}

/** The one check of an expectation. */
export function checkOf(raw: Json): { readonly check: string; readonly args: Json } {
  const beside = ['like', 'covers', 'severity', 'because'];
  const [check, args] = Object.entries(raw as JsonObject).find(([key]) => !beside.includes(key)) ?? [
    '',
    null,
  ];
  return { check, args };
}

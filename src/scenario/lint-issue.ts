import type { Place } from '../nouns/place.js';

/** Something that no schema can say about the book. With an error nothing should run; a warning is advice. */
export interface LintIssue {
  readonly rule: string;
  readonly level: 'error' | 'warning';
  readonly place: Place;
  readonly message: string;
}

/** An error at a place. */
export function issue(
  rule: string,
  place: Place,
  message: string,
  level: LintIssue['level'] = 'error',
): LintIssue {
  return { rule, level, place, message };
}

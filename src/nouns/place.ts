/** A place in a file that a person wrote; line and column count from 1. */
export interface Place {
  /** Path relative to the project's folder, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `file:line:column`, the form that terminals and editors turn into a link. */
export function showPlace(place: Place): string {
  return `${place.file}:${place.line}:${place.column}`;
}

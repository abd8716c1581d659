import { rewrite } from './visible.js';

/** `value` as pretty JSON, line feed included: the same value to a parser, and nothing in it that a terminal or a CI log obeys. */
export function jsonText(value: unknown): string {
  return `${rewrite(JSON.stringify(value, null, 2), escapeOf)}\n`;
}

/** RFC 8259 section 7: outside the Basic Multilingual Plane a pair of escapes. */
function escapeOf(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

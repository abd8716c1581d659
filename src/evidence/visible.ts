/**
 * Everything a target sends is a stranger's text: it must not move a terminal's cursor, colour it, or reorder a line.
 * Controls, format characters (bidirectional overrides, zero-width ones, tags), separators of lines and halves of
 * surrogate pairs are written out; line feeds and tabs stay.
 */
const HIDDEN = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** All of them are outside printable ASCII, in which most texts are written: quickly told, unlike the classes of Unicode. */
const BEYOND_ASCII = /[^\t\n\x20-\x7e]/;
/**
 * CI services obey what they read in a log: GitHub `::name::` at the start of a line and `##[name]` anywhere, Azure
 * Pipelines `##vso[name]`, TeamCity `##teamcity[name]`. Any word may come to stand at the start of a line by wrapping.
 */
const COMMAND = /(?<!\S)::(?=[a-z])|##(?=\[|vso\[|teamcity\[)/giu;

/**
 * `text` with each character that a terminal or a CI log would obey rewritten by `escape`, in the escapes of whatever
 * language the text is to stand in.
 */
export function rewrite(text: string, escape: (character: string) => string): string {
  const shown = BEYOND_ASCII.test(text) ? text.replace(HIDDEN, escape) : text;
  if (!shown.includes('::') && !shown.includes('##')) return shown;
  return shown.replace(COMMAND, (start) => `${escape(start.charAt(0))}${start.slice(1)}`);
}

/** `text` with control characters as `\x1b` or `\u202e`; line feeds and tabs stay. */
export function visible(text: string): string {
  return rewrite(text, escapeOf);
}

/** `text` on one line, control characters written out, cut after `limit` characters. */
export function oneLine(text: string, limit = 400): string {
  const line = visible(text).replace(/\n/g, '\\n').replace(/\t/g, ' ');
  if (line.length <= limit) return line;
  const characters = Array.from(line);
  return characters.length <= limit ? line : `${characters.slice(0, limit - 1).join('')}…`;
}

function escapeOf(character: string): string {
  if (character === '\r') return '\\r';
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  if (hex.length > 4) return `\\u{${hex}}`;
  return hex.length > 2 ? `\\u${hex.padStart(4, '0')}` : `\\x${hex.padStart(2, '0')}`;
}

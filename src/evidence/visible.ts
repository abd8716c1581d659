/**
 * Everything a target sends is a stranger's text: it must not move a terminal's cursor, colour it, or reorder a line.
 * C0 and C1 controls, line and paragraph separators, and the bidirectional overrides of Unicode are written out.
 */
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** `text` with control characters as `\x1b` or `\u202e`; line feeds and tabs stay. */
export function visible(text: string): string {
  return text.replace(HIDDEN, escapeOf);
}

/** `text` on one line, control characters written out, cut after `limit` characters. */
export function oneLine(text: string, limit = 400): string {
  const line = visible(text).replace(/\n/g, '\\n').replace(/\t/g, ' ');
  const characters = Array.from(line);
  return characters.length <= limit ? line : `${characters.slice(0, limit - 1).join('')}…`;
}

function escapeOf(character: string): string {
  const code = character.charCodeAt(0);
  if (character === '\r') return '\\r';
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}

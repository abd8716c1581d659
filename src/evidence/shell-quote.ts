import { rewrite, visible } from './visible.js';

/** One word for bash: single quotes, or `$'…'` where a character would steer the terminal or a CI log. */
export function quote(text: string): string {
  if (/^[\w./:@%+,=-]+$/.test(text) && !text.startsWith('-')) return text;
  if (visible(text) === text && !/[\t\n]/.test(text)) return `'${text.replaceAll("'", `'\\''`)}'`;
  const escaped = text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  return `$'${rewrite(escaped, escapeOf)}'`;
}

/** Half of a surrogate pair cannot be encoded: on the wire stands the replacement character, so it does here. */
function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd';
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}

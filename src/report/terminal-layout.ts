import { visible } from '../evidence/visible.js';

/** How wide the terminal is (columns) and whether it takes colour. */
export interface Paper {
  readonly width: number;
  readonly colour: boolean;
}

const CODES = { red: 31, green: 32, yellow: 33, blue: 34, grey: 90, bold: 1 } as const;
export type Ink = keyof typeof CODES;

const OURS = new RegExp(`(\\u001b\\[(?:0|${Object.values(CODES).join('|')})m)`);

/** `text` as it may be printed: nothing in it steers the terminal but our own colours. What it holds of strangers should be inert before. */
export function printed(text: string): string {
  return text
    .split(OURS)
    .map((part, index) => (index % 2 === 1 ? part : visible(part)))
    .join('');
}

/** `text` in a colour, when the paper takes one. The text must be free of escapes (`oneLine`). */
export function ink(paper: Paper, colour: Ink, text: string): string {
  return paper.colour ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text;
}

/**
 * A named line with its text wrapped to the paper, later lines hanging under the first. Breaks at spaces, and inside a
 * word only when it is longer than a line: paths and addresses stay whole for the mouse.
 */
export function row(paper: Paper, name: string, text: string): readonly string[] {
  const label = `  ${name.padEnd(8)}  `;
  const lines = wrap(text, Math.max(20, paper.width - label.length));
  return lines.map((line, index) => `${index === 0 ? label : ' '.repeat(label.length)}${line}`);
}

/** A row that is one line however long it is, as a command has to be to be pasted. */
export function unwrapped(name: string, text: string): string {
  return `  ${name.padEnd(8)}  ${text}`;
}

/** Words of `text` in lines of at most `width` characters. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(...slices(word, width));
  }
  return lines;
}

/** A word cut into pieces only if it is more than three lines long, so that nobody scrolls through a token. */
function slices(word: string, width: number): readonly string[] {
  if (word.length <= width * 3) return [word];
  return [`${start(word, width - 1)}…`];
}

/** `text` cut to `width` characters. */
export function fit(text: string, width: number): string {
  return text.length <= width ? text : `${start(text, Math.max(0, width - 1))}…`;
}

/** The start of a text, never with half of a surrogate pair at its end. */
function start(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** `4 cases`, `1 case`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

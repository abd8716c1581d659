import { Composer, LineCounter, Parser, type CST, type YAMLError } from 'yaml';
import type { Json } from '../nouns/json.js';
import type { Place } from '../nouns/place.js';
import type { Problem } from './problem.js';
import { deepest, tooDeep, TooMuch, walkYaml, type Spot } from './yaml-walk.js';

const largestFile = 1024 * 1024;

/** A YAML file as JSON, with the place of every key and value by JSON pointer. */
export interface YamlFile {
  readonly value: Json;
  /** Place of a member's name; of an item itself, which has none. */
  readonly keyAt: (pointer: string) => Place;
  readonly valueAt: (pointer: string) => Place;
}

/**
 * Reads YAML 1.2 (core schema) as JSON. Refuses what JSON cannot hold and what could exhaust us: duplicate keys,
 * unknown tags, `__proto__`, recursive or unknown aliases, more than 1 MiB, 100 000 nodes or 64 levels.
 */
export function parseYaml(
  text: string,
  file: string,
): { readonly yaml: YamlFile } | { readonly problems: readonly Problem[] } {
  const lines = new LineCounter();
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problem = (offset: number, message: string): Problem => ({ place: place(offset), message });
  const bytes = Buffer.byteLength(text);
  if (bytes > largestFile) {
    return { problems: [problem(0, `the file has ${bytes} bytes; at most ${largestFile} are read`)] };
  }
  try {
    const tokens = [...new Parser(lines.addNewLine).parse(text)];
    const deep = tokens.map(firstTooDeep).find((offset) => offset !== undefined);
    if (deep !== undefined) return { problems: [problem(deep, tooDeep)] };
    const [document, second] = new Composer({ uniqueKeys: false }).compose(tokens, true, text.length);
    if (document === undefined) return { problems: [problem(0, 'the file holds no document')] };
    const syntax = [...document.errors, ...document.warnings];
    if (second !== undefined)
      return { problems: [problem(second.range[0], 'a second document begins here; write one a file')] };
    if (syntax.length > 0) {
      return { problems: syntax.map((error) => problem(error.pos[0], sentence(error))) };
    }
    const { value, spots, faults } = walkYaml(document.contents);
    if (faults.length > 0) return { problems: faults.map(([offset, message]) => problem(offset, message)) };
    const spot = (pointer: string): Spot => nearestSpot(spots, pointer);
    return {
      yaml: {
        value,
        keyAt: (pointer) => place(spot(pointer).key),
        valueAt: (pointer) => place(spot(pointer).value),
      },
    };
  } catch (error) {
    if (error instanceof TooMuch) return { problems: [problem(error.offset, error.message)] };
    // The parser leaves many levels at once by recursion, and only there.
    if (error instanceof RangeError) return { problems: [problem(0, tooDeep)] };
    throw error;
  }
}

function nearestSpot(spots: ReadonlyMap<string, Spot>, pointer: string): Spot {
  const spot = spots.get(pointer);
  if (spot !== undefined) return spot;
  return pointer === ''
    ? { key: 0, value: 0 }
    : nearestSpot(spots, pointer.slice(0, pointer.lastIndexOf('/')));
}

/**
 * Offset of the first collection past the limit. Looked for before the document is composed: composing recurses, and
 * where its stack ends, a regular expression that is compiled there ends the process rather than raise RangeError.
 */
function firstTooDeep(token: CST.Token): number | undefined {
  const open: (readonly [token: CST.Token | null | undefined, depth: number])[] = [
    [token.type === 'document' ? token.value : token, 0],
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [inner, depth] = next;
    if (!inner || !('items' in inner)) continue;
    if (depth > deepest) return inner.offset;
    for (const { key, value } of inner.items) open.push([key, depth + 1], [value, depth + 1]);
  }
  return undefined;
}

/** The parser's message as our style writes it: no capital, no full stop, one line. */
function sentence({ message }: YAMLError): string {
  const line = message.split('\n')[0] ?? message;
  return `${line.charAt(0).toLowerCase()}${line.slice(1)}`.replace(/\.$/, '');
}

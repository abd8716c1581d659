/** Any JSON value, read-only (RFC 8259). */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object, read-only. */
export interface JsonObject {
  readonly [member: string]: Json;
}

/** Levels of arrays and objects that a stranger's JSON may have; what honest servers send has five. */
export const deepestJson = 64;

/**
 * The value of a stranger's JSON text. Undefined when it is none, and when it nests deeper than `deepestJson`: whoever
 * walks or writes such a value by recursion runs out of stack.
 */
export function parseJson(text: string): Json | undefined {
  if (nestsDeeper(text, deepestJson)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The object of a JSON text; undefined when it holds anything else, or nests too deep. */
export function parseJsonObject(text: string): JsonObject | undefined {
  const value = parseJson(text);
  return isJsonObject(value) ? value : undefined;
}

/** Whether brackets outside strings nest deeper than `levels`; the text may be anything. */
export function nestsDeeper(text: string, levels: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') inString = !inString;
    else if (inString) at += character === '\\' ? 1 : 0;
    else if (character === '[' || character === '{') {
      depth += 1;
      if (depth > levels) return true;
    } else if (character === ']' || character === '}') depth -= 1;
  }
  return false;
}

/** Whether a JSON value is an object (and neither null nor an array). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

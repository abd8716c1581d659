/** Strict JSON: what a JWT header or payload may be. Throws SyntaxError with a plain-ASCII reason. */

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [name: string]: JsonValue };

export type JsonLimits = {
  /** What a name that occurs twice in one object means (RFC 8259 section 4, CDR-DCR-REQ-190). */
  readonly repeatedName: 'refuse' | 'first-wins' | 'last-wins';
  readonly maxDepth: number;
  /** Lets NUL, lone surrogates and numbers beyond double range through (CDR-DCR-REQ-199). */
  readonly anyText: boolean;
};

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gu;

/** Parses one JSON text within the limits. */
export const parseJson = (text: string, limits: JsonLimits): JsonValue => {
  try {
    JSON.parse(text);
  } catch {
    throw new SyntaxError('not well-formed JSON');
  }
  const tokens = text.match(token) ?? [];
  checkDepth(tokens, limits.maxDepth);
  let at = 0;

  const scalar = (raw: string): JsonValue => {
    const value = JSON.parse(raw) as string | number | boolean | null;
    if (!limits.anyText && typeof value === 'string' && /\0|\p{Surrogate}/u.test(value)) {
      throw new SyntaxError('a string holds NUL or half a surrogate pair');
    }
    if (!limits.anyText && typeof value === 'number' && !Number.isFinite(value)) {
      throw new SyntaxError('a number is out of range');
    }
    return value;
  };

  const object = (): JsonObject => {
    const members = new Map<string, JsonValue>();
    while (tokens[at] !== '}') {
      if (tokens[at] === ',') at += 1;
      const name = scalar(tokens[at] ?? '') as string;
      at += 2; // the name and its colon
      const value = parse();
      const repeated = members.has(name);
      if (repeated && limits.repeatedName === 'refuse') throw new SyntaxError('a member name is repeated');
      if (!repeated || limits.repeatedName === 'last-wins') members.set(name, value);
    }
    at += 1;
    return Object.fromEntries(members);
  };

  const array = (): readonly JsonValue[] => {
    const items: JsonValue[] = [];
    while (tokens[at] !== ']') {
      if (tokens[at] === ',') at += 1;
      items.push(parse());
    }
    at += 1;
    return items;
  };

  const parse = (): JsonValue => {
    const current = tokens[at] ?? '';
    at += 1;
    if (current === '{') return object();
    if (current === '[') return array();
    return scalar(current);
  };

  return parse();
};

const checkDepth = (tokens: readonly string[], maxDepth: number): void => {
  let depth = 0;
  for (const part of tokens) {
    if (part === '{' || part === '[') depth += 1;
    if (part === '}' || part === ']') depth -= 1;
    if (depth > maxDepth) throw new SyntaxError('nested too deeply');
  }
};

/** The object without the named members. */
export const omit = (object: JsonObject, ...names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

/** The object with the named members only. */
export const pick = (object: JsonObject, ...names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)));

/** The value with all its texts turned round and all its numbers negated. */
export const garbled = (value: JsonValue): JsonValue => {
  if (typeof value === 'string') return Array.from(value).toReversed().join('');
  if (typeof value === 'number') return -value;
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(garbled);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, garbled(inner)]))
    : value;
};

/** The value if it is a string, else the empty string. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** True for a JSON object, and only for one. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

import { isDeepStrictEqual } from 'node:util';

import { isJsonObject, type Json } from '../nouns/json.js';
import type { JsonSchema } from '../nouns/plugin.js';
import { show, showAlternatives } from './show.js';

interface Matcher {
  readonly schema: JsonSchema;
  readonly words: (wanted: Json) => string;
  readonly matches: (wanted: Json, found: Json | undefined) => boolean;
}

const list = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];
const words = (value: Json | undefined): readonly string[] =>
  typeof value === 'string' ? value.split(' ').filter((word) => word !== '') : [];
const has = (items: readonly Json[], wanted: Json): boolean =>
  items.some((item) => isDeepStrictEqual(item, wanted));
const mediaType = (value: Json | undefined): string =>
  (typeof value === 'string' ? (value.split(';')[0] ?? '') : '').trim().toLowerCase();

/** What may be asked of a value; each takes what is wanted and what was found. */
const matchers: Readonly<Record<string, Matcher>> = {
  equals: {
    schema: {},
    words: (wanted) => `is ${show(wanted)}`,
    matches: (wanted, found) => isDeepStrictEqual(wanted, found),
  },
  'not-equals': {
    schema: {},
    words: (wanted) => `is not ${show(wanted)}`,
    matches: (wanted, found) => !isDeepStrictEqual(wanted, found),
  },
  'one-of': {
    schema: { type: 'array', minItems: 1 },
    words: (wanted) => `is ${showAlternatives(list(wanted).map(show))}`,
    matches: (wanted, found) => found !== undefined && has(list(wanted), found),
  },
  present: {
    schema: { type: 'boolean' },
    words: (wanted) => (wanted === true ? 'is present' : 'is absent'),
    matches: (wanted, found) => (found !== undefined) === wanted,
  },
  type: {
    schema: { enum: ['string', 'number', 'integer', 'boolean', 'array', 'object'] },
    words: (wanted) => `is of type ${String(wanted)}`,
    matches: (wanted, found) =>
      wanted === 'array'
        ? Array.isArray(found)
        : wanted === 'object'
          ? isJsonObject(found)
          : wanted === 'integer'
            ? Number.isInteger(found)
            : typeof found === wanted,
  },
  'not-empty': {
    schema: { const: true },
    words: () => 'is not empty',
    matches: (_wanted, found) =>
      typeof found === 'string' || Array.isArray(found)
        ? found.length > 0
        : found !== undefined && found !== null,
  },
  blank: {
    schema: { const: true },
    words: () => 'is absent, null or empty',
    matches: (_wanted, found) => found === undefined || found === null || found === '',
  },
  contains: {
    schema: {},
    words: (wanted) => `contains ${show(wanted)}`,
    matches: (wanted, found) =>
      typeof found === 'string' ? found.includes(String(wanted)) : has(list(found), wanted),
  },
  'contains-none-of': {
    schema: { type: 'array' },
    words: (wanted) => `contains none of ${showAlternatives(list(wanted).map(show))}`,
    matches: (wanted, found) =>
      list(wanted).every((item) =>
        typeof found === 'string' ? !found.includes(String(item)) : !has(list(found), item),
      ),
  },
  'contains-one-of': {
    schema: { type: 'array', minItems: 1 },
    words: (wanted) => `contains ${showAlternatives(list(wanted).map(show))}`,
    matches: (wanted, found) => list(wanted).some((item) => has(list(found), item)),
  },
  'subset-of': {
    schema: { type: 'array' },
    words: (wanted) => `holds nothing but ${showAlternatives(list(wanted).map(show))}`,
    matches: (wanted, found) => Array.isArray(found) && found.every((item: Json) => has(list(wanted), item)),
  },
  'same-members': {
    schema: { type: 'array' },
    words: (wanted) => `holds exactly ${list(wanted).map(show).join(' and ')}, in any order`,
    matches: (wanted, found) =>
      Array.isArray(found) &&
      found.length === list(wanted).length &&
      found.every((item: Json) => has(list(wanted), item)),
  },
  'words-contain': {
    schema: { type: 'array', items: { type: 'string' } },
    words: (wanted) => `lists ${list(wanted).map(String).join(' and ')}`,
    matches: (wanted, found) => list(wanted).every((word) => words(found).includes(String(word))),
  },
  'words-within': {
    schema: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
    words: (wanted) =>
      `lists nothing outside '${typeof wanted === 'string' ? wanted : list(wanted).map(String).join(' ')}'`,
    matches: (wanted, found) => {
      const allowed = typeof wanted === 'string' ? words(wanted) : list(wanted).map(String);
      return words(found).every((word) => allowed.includes(word));
    },
  },
  'words-unique': {
    schema: { const: true },
    words: () => 'lists at least one word, and none twice',
    matches: (_wanted, found) =>
      words(found).length > 0 && new Set(words(found)).size === words(found).length,
  },
  pattern: {
    schema: { type: 'string', format: 'regex' },
    words: (wanted) => `matches /${String(wanted)}/`,
    matches: (wanted, found) =>
      typeof found === 'string' && found.length < 65_536 && new RegExp(String(wanted), 'u').test(found),
  },
  'media-type': {
    schema: { type: 'string' },
    words: (wanted) => `is of media type ${String(wanted)}`,
    matches: (wanted, found) => mediaType(found) === wanted,
  },
  'starts-with': {
    schema: { type: 'string' },
    words: (wanted) => `starts with ${show(wanted)}`,
    matches: (wanted, found) => typeof found === 'string' && found.startsWith(String(wanted)),
  },
  min: {
    schema: { type: 'number' },
    words: (wanted) => `is at least ${String(wanted)}`,
    matches: (wanted, found) => typeof found === 'number' && found >= Number(wanted),
  },
  max: {
    schema: { type: 'number' },
    words: (wanted) => `is at most ${String(wanted)}`,
    matches: (wanted, found) => typeof found === 'number' && found <= Number(wanted),
  },
  'max-length': {
    schema: { type: 'integer' },
    words: (wanted) => `has at most ${String(wanted)} entries or characters`,
    matches: (wanted, found) =>
      (typeof found === 'string' || Array.isArray(found)) && found.length <= Number(wanted),
  },
  unique: {
    schema: { const: true },
    words: () => 'holds no value twice',
    matches: (_wanted, found) => new Set(list(found).map(show)).size === list(found).length,
  },
  'unique-by': {
    schema: { type: 'string' },
    words: (wanted) => `holds no two objects with the same ${String(wanted)}`,
    matches: (wanted, found) => {
      const values = list(found).flatMap((item) => (isJsonObject(item) ? (item[String(wanted)] ?? []) : []));
      return new Set(values.map(show)).size === values.length;
    },
  },
};

/** Schema of a condition on a value: matchers by name (all must hold), or a literal that it must equal. */
export const conditionSchema: JsonSchema = {
  anyOf: [
    { type: ['string', 'number', 'boolean', 'null', 'array'] },
    {
      type: 'object',
      properties: Object.fromEntries(
        Object.entries(matchers).map(([name, matcher]) => [name, matcher.schema]),
      ),
      additionalProperties: false,
      minProperties: 1,
    },
  ],
};

function conditions(condition: Json): readonly (readonly [string, Json])[] {
  return isJsonObject(condition) ? Object.entries(condition) : [['equals', condition]];
}

/** A condition in words: `is at least 120 and is at most 600`. */
export function conditionInWords(condition: Json): string {
  return conditions(condition)
    .map(([name, wanted]) => matchers[name]?.words(wanted) ?? name)
    .join(' and ');
}

/** Whether a found value satisfies a condition; `undefined` stands for an absent value. */
export function satisfies(condition: Json, found: Json | undefined): boolean {
  return conditions(condition).every(([name, wanted]) => matchers[name]?.matches(wanted, found) ?? false);
}

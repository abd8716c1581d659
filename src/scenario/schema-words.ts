import type { ErrorObject } from 'ajv';
import { isJsonObject, type Json } from '../nouns/json.js';
import type { JsonSchema } from '../nouns/plugin.js';
import { didYouMean } from './nearest.js';
import { show } from './problem.js';

/** What an unknown key of a thing would have been. */
const nounOfKey: Readonly<Record<string, string>> = {
  'a step': 'action',
  'an expectation': 'check',
  'a value maker': 'value maker',
  'a mutation': 'mutation',
  checks: 'check',
};

const nounOfType: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'nothing',
  number: 'a number',
  object: 'a map',
  string: 'a string',
};

const nounOfFormat: Readonly<Record<string, string>> = {
  date: 'a day (YYYY-MM-DD)',
  uri: 'an absolute URI',
  regex: 'a regular expression',
};

/** One schema error in the words of a person who edits the file, quoting what they typed. */
export function inWords(error: ErrorObject): string {
  const schema = (error.parentSchema ?? {}) as JsonSchema;
  const title = typeof schema['title'] === 'string' ? schema['title'] : undefined;
  const data = error.data as Json;
  const inTitle = title === undefined ? '' : ` in ${title}`;
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(String(error.params['additionalProperty']), schema, title);
    case 'required':
      return `missing '${String(error.params['missingProperty'])}'${inTitle}`;
    case 'enum':
      return notOneOf(data, Array.isArray(error.schema) ? (error.schema as readonly Json[]) : []);
    case 'const':
      return `expected ${show(error.schema as Json)}, found ${show(data)}`;
    case 'type':
      if (data === null && Array.isArray(schema['required']))
        return `missing '${schema['required'].join("', '")}'${inTitle}`;
      return `expected ${[error.schema as string | string[]].flat().map(typeNoun).join(' or ')}, found ${data === null ? 'nothing' : show(data)}`;
    case 'pattern':
      return `${show(data)} is not ${title ?? `of the form ${String(error.schema)}`}`;
    case 'format':
      return `${show(data)} is not ${nounOfFormat[String(error.schema)] ?? `a valid ${String(error.schema)}`}`;
    case 'minProperties':
    case 'maxProperties':
      return `${title ?? 'the map'} has ${countWord(error)}; found ${keysOf(data)}`;
    case 'oneOf':
    case 'anyOf':
      return choice(error, title);
    default:
      return `${title ?? show(data)} ${error.message ?? 'is not valid'}`;
  }
}

/** The keys of which exactly one has to be there, when that is all that a `oneOf` says. */
export function requiredKeys(error: ErrorObject): readonly string[] | undefined {
  if (error.keyword !== 'oneOf' || !Array.isArray(error.schema)) return undefined;
  const keys = (error.schema as readonly JsonSchema[]).map(({ required, ...rest }) =>
    Array.isArray(required) && required.length === 1 && Object.keys(rest).length === 0
      ? (required[0] as string)
      : undefined,
  );
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

function unknownKey(key: string, schema: JsonSchema, title: string | undefined): string {
  const known = isJsonObject(schema['properties']) ? Object.keys(schema['properties']) : [];
  const ofTitle = title?.startsWith('edits') === true ? 'station' : title && nounOfKey[title];
  const noun = ofTitle ?? 'key';
  const where = title === undefined || title in nounOfKey ? '' : ` in ${title}`;
  return `unknown ${noun} ${show(key)}${where}${didYouMean(key, known)}`;
}

function notOneOf(data: Json, allowed: readonly Json[]): string {
  const words = allowed.map((word) => (typeof word === 'string' ? word : JSON.stringify(word)));
  const hint = didYouMean(typeof data === 'string' ? data : JSON.stringify(data), words);
  return `${show(data)} is not one of ${words.join(', ')}${hint.startsWith(' (did') ? hint : ''}`;
}

function choice(error: ErrorObject, title: string | undefined): string {
  const data = error.data as Json;
  const keys = requiredKeys(error);
  if (keys !== undefined) {
    const found = isJsonObject(data) ? Object.keys(data).filter((key) => keys.includes(key)) : [];
    const known = title === 'an expectation' ? 'check' : `of ${keys.join(', ')}`;
    return `${title ?? 'the map'} holds exactly one ${known}; found ${found.length === 0 ? 'none' : found.join(' and ')}`;
  }
  const branches = Array.isArray(error.schema) ? (error.schema as readonly JsonSchema[]) : [];
  return `${show(data)} is none of: ${branches.map(branchNoun).join('; ')}`;
}

function branchNoun(schema: JsonSchema): string {
  if (typeof schema['title'] === 'string') return schema['title'];
  if (Array.isArray(schema['enum'])) return schema['enum'].map((word) => show(word as Json)).join(', ');
  if ('const' in schema) return show(schema['const'] as Json);
  if (typeof schema['type'] === 'string') return typeNoun(schema['type']);
  return typeof schema['description'] === 'string' ? schema['description'] : 'another form';
}

function countWord(error: ErrorObject): string {
  const limit = Number(error.params['limit']);
  const schema = (error.parentSchema ?? {}) as JsonSchema;
  if (schema['minProperties'] === schema['maxProperties'])
    return `exactly ${limit === 1 ? 'one key' : `${limit} keys`}`;
  return `${error.keyword === 'minProperties' ? 'at least' : 'at most'} ${limit} key${limit === 1 ? '' : 's'}`;
}

function keysOf(data: Json): string {
  const keys = isJsonObject(data) ? Object.keys(data) : [];
  return keys.length === 0 ? 'none' : keys.map((key) => `'${key}'`).join(', ');
}

function typeNoun(type: string): string {
  return nounOfType[type] ?? type;
}

import { isJsonObject } from '../nouns/json.js';
import type { JsonSchema } from '../nouns/plugin.js';

const anyValue: JsonSchema = { $ref: '#/$defs/any-value' };
const memberSchemas = new Set(['properties', 'patternProperties']);
const valueSchemas = new Set([
  'items',
  'prefixItems',
  'contains',
  'additionalProperties',
  'unevaluatedProperties',
]);
const sameSchemas = new Set(['anyOf', 'oneOf', 'allOf', 'then', 'else']);
const namedSchemas = new Set(['$defs', 'dependentSchemas']);
const annotations = ['title', 'description', 'default', 'examples'];

/**
 * A schema for the position of a value: a value maker or what the plugin asks for. The choice is made by `if`, not
 * by `oneOf`, so that a wrong literal is reported once and in the plugin's terms.
 */
export function orMaker(schema: JsonSchema): JsonSchema {
  const kept = Object.entries(schema).filter(([keyword]) => annotations.includes(keyword));
  return {
    ...Object.fromEntries(kept),
    if: { $ref: '#/$defs/is-maker' },
    then: { $ref: '#/$defs/value-maker' },
    else: schema,
  };
}

/**
 * A plugin's schema made part of the book's schema: value makers allowed at every value inside, and references to
 * the plugin's own `$defs` pointing to their new home. `#/$defs/...` of another name means the book's definition:
 * `mutation`, `checks`, `edits`, `any-value`.
 */
export function adopt(schema: JsonSchema, home: string): JsonSchema {
  return adoptPart(schema, home, isJsonObject(schema['$defs']) ? Object.keys(schema['$defs']) : []);
}

function adoptPart(schema: JsonSchema, home: string, own: readonly string[]): JsonSchema {
  const value = (inner: unknown): unknown => {
    if (inner === true || (isJsonObject(inner) && Object.keys(inner).length === 0)) return anyValue;
    return isJsonObject(inner) ? orMaker(adoptPart(inner, home, own)) : inner;
  };
  const same = (inner: unknown): unknown => (isJsonObject(inner) ? adoptPart(inner, home, own) : inner);
  const adopted = Object.entries(schema).map(([keyword, inner]): [string, unknown] => {
    if (keyword === '$ref' && typeof inner === 'string') return [keyword, resettle(inner, home, own)];
    if (memberSchemas.has(keyword)) return [keyword, eachMember(inner, value)];
    if (namedSchemas.has(keyword)) return [keyword, eachMember(inner, same)];
    if (valueSchemas.has(keyword)) return [keyword, Array.isArray(inner) ? inner.map(value) : value(inner)];
    if (sameSchemas.has(keyword)) return [keyword, Array.isArray(inner) ? inner.map(same) : same(inner)];
    return [keyword, inner];
  });
  return { ...openEnds(schema), ...Object.fromEntries(adopted) };
}

/** Where the plugin leaves items or members open, unknown value makers are still caught. */
function openEnds(schema: JsonSchema): JsonSchema {
  const types = [schema['type']].flat();
  return {
    ...(types.includes('array') ? { items: anyValue } : {}),
    ...(types.includes('object') ? { additionalProperties: anyValue } : {}),
  };
}

function eachMember(members: unknown, change: (schema: unknown) => unknown): unknown {
  if (!isJsonObject(members)) return members;
  return Object.fromEntries(Object.entries(members).map(([name, schema]) => [name, change(schema)]));
}

function resettle(reference: string, home: string, own: readonly string[]): string {
  const name = /^#\/\$defs\/([^/]+)/.exec(reference)?.[1];
  if (name !== undefined && !own.includes(name)) return reference;
  return reference.startsWith('#') ? `#/$defs/${home}${reference.slice(1)}` : reference;
}

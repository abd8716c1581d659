import type { JsonSchema } from '../nouns/plugin.js';

const text: JsonSchema = { type: 'string', minLength: 1 };
const day: JsonSchema = { title: 'a day', type: 'string', format: 'date' };
const slug: JsonSchema = {
  title: 'a slug (lower-case words and digits, joined by hyphens)',
  type: 'string',
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
};
const severity: JsonSchema = { enum: ['fail', 'warn', 'info'] };

function record(
  title: string,
  properties: JsonSchema,
  required: readonly string[],
  more: JsonSchema = {},
): JsonSchema {
  return { title, type: 'object', properties, required, additionalProperties: false, ...more };
}

function listOf(items: JsonSchema, minItems = 0): JsonSchema {
  return { type: 'array', items, minItems };
}

const exercise = record(
  'a case',
  {
    id: text,
    kind: { enum: ['positive', 'request', 'observation'] },
    do: text,
    break: text,
    see: text,
    severity,
  },
  ['id', 'kind'],
  { oneOf: [{ required: ['do'] }, { required: ['break'] }, { required: ['see'] }] },
);

const refusal = record(
  'a refusal',
  {
    status: listOf({ type: 'integer', minimum: 100, maximum: 599 }),
    error: listOf(text),
    strictness: {
      enum: ['exact', 'one-of', 'any-of-four', 'status-only', 'any-4xx', 'no-connection', 'not-2xx'],
    },
  },
  ['strictness'],
);

const requirement = record(
  'a requirement',
  {
    catalogue: {
      description: 'Number in the catalogue that the ledger grew from',
      type: ['string', 'integer'],
    },
    group: slug,
    rule: { title: 'a sentence with a full stop', type: 'string', pattern: '\\.$' },
    verb: { enum: ['MUST', 'SHOULD', 'MAY', 'INFERRED'] },
    severity: { description: "By default the verb's", ...severity },
    lenient: text,
    obliged: { enum: ['holder', 'register', 'recipient'] },
    place: listOf(record('a place', { doc: text, clause: text, anchor: text }, ['doc', 'clause']), 1),
    from: { description: 'By default the day of the first edition', ...day },
    since: text,
    until: day,
    flow: { enum: ['any', 'code', 'hybrid'] },
    refusal,
    ambiguity: text,
    cases: listOf(exercise),
    untestable: text,
    selfCheck: { type: 'boolean' },
    merged: record('merged', { into: slug, because: text }, ['into', 'because']),
  },
  ['group', 'rule', 'verb', 'place'],
);

/** JSON Schema of a profile's `requirements.yaml`. */
export const ledgerSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...record(
    'the ledger',
    {
      profile: slug,
      title: text,
      editions: listOf(record('an edition', { version: text, published: day }, ['version', 'published']), 1),
      documents: listOf(
        record('a document', { key: text, title: text, url: { type: 'string', format: 'uri' } }, [
          'key',
          'title',
          'url',
        ]),
        1,
      ),
      groups: listOf(record('a group', { id: slug, title: text }, ['id', 'title']), 1),
      requirements: {
        type: 'object',
        minProperties: 1,
        propertyNames: slug,
        additionalProperties: requirement,
      },
    },
    ['profile', 'title', 'editions', 'documents', 'groups', 'requirements'],
  ),
};

import type { JsonSchema, Manifest, Vocabulary } from '../src/nouns/plugin.js';
import { compileBook } from '../src/scenario/book-check.js';
import { loadLedger, type LoadedLedger } from '../src/scenario/ledger.js';
import { loadChapter, type LoadedChapter } from '../src/scenario/load-chapter.js';
import { loadRecipes, type Recipes } from '../src/scenario/recipes.js';

const words = (plugins: Readonly<Record<string, JsonSchema>>): ReadonlyMap<string, Manifest> =>
  new Map(Object.entries(plugins).map(([name, schema]) => [name, { summary: `The plugin ${name}`, schema }]));

const memberEdits: JsonSchema = {
  type: 'object',
  properties: {
    set: { type: 'object', minProperties: 1 },
    remove: { type: 'array', items: { type: 'string' } },
  },
  additionalProperties: false,
};

/** A scenario language of few words, enough for every rule of the loader. */
export const vocabulary: Vocabulary = {
  actions: new Map<string, Manifest>([
    ...words({
      register: { type: 'object', properties: {}, additionalProperties: false },
      wait: {
        type: 'object',
        properties: { seconds: { type: 'integer', minimum: 1 } },
        required: ['seconds'],
      },
    }),
    ['read', { summary: 'GET', schema: { type: 'object', properties: {} }, stations: ['tls'] }],
  ]),
  stations: words({
    claims: memberEdits,
    jws: {
      type: 'object',
      properties: {
        alg: { enum: ['none', 'RS256', 'HS256'] },
        kid: {},
        tamper: { $ref: '#/$defs/mutation' },
      },
      additionalProperties: false,
    },
    tls: {
      type: 'object',
      properties: { clientCertificate: { $ref: '#/$defs/certificate' } },
      additionalProperties: false,
      $defs: { certificate: { enum: ['recipient', 'stranger', 'none'] } },
    },
  }),
  checks: words({
    status: {
      anyOf: [
        { type: 'integer', minimum: 100, maximum: 599 },
        { type: 'array', items: { type: 'integer' }, minItems: 1 },
      ],
    },
    error: { type: 'array', items: { enum: ['invalid_redirect_uri', 'invalid_client_metadata'] } },
    refused: { const: true },
    json: {
      type: 'object',
      additionalProperties: { type: 'object', properties: { equals: {} }, additionalProperties: false },
    },
    either: { type: 'array', items: { $ref: '#/$defs/checks' } },
  }),
  mutations: words({ 'strip-signature': { type: 'null' }, 'alter-payload': { type: 'object' } }),
  values: words({
    from: { type: 'string' },
    each: { type: 'string' },
    now: { type: 'number' },
    random: { enum: ['uuid', 'hex'] },
  }),
};

export const check = compileBook(vocabulary);

export const ledgerText = `
profile: cdr-au
title: A standard
editions:
  - { version: 1.0.0, published: '2020-01-01' }
  - { version: 1.1.0, published: '2022-11-15' }
  - { version: 1.2.0, published: '2025-05-12' }
documents: [{ key: CDS, title: The standard, url: 'https://standard.example/' }]
groups: [{ id: registration, title: Registration }]
requirements:
  one-active: &duty
    group: registration
    rule: A software product is registered once.
    verb: MUST
    severity: fail
    obliged: holder
    place: [{ doc: CDS, clause: Registration, anchor: '#registration' }]
    from: '2020-01-01'
    flow: any
    cases: [{ kind: positive, id: P1, do: register once }, { kind: request, id: N1, break: register twice }]
  error-code:
    group: registration
    rule: A refusal names its error.
    verb: SHOULD
    severity: warn
    obliged: holder
    place: [{ doc: CDS, clause: Errors }]
    from: '2022-11-15'
    flow: any
    ambiguity: The example and the text differ in the status.
  hybrid-encryption:
    group: registration
    rule: ID tokens of the hybrid flow are encrypted.
    verb: MUST
    severity: fail
    obliged: holder
    place: [{ doc: CDS, clause: Hybrid }]
    from: '2020-01-01'
    until: '2025-05-11'
    flow: hybrid
`;

export function loadedLedger(text: string = ledgerText): LoadedLedger {
  const loaded = loadLedger(text, 'requirements.yaml');
  if ('errors' in loaded) throw loaded.errors[0] ?? new Error('no error');
  return loaded;
}

export const { ledger, placeOf } = loadedLedger();

export const recipesText = `
edits:
  unsigned: { summary: No signature, with: { jws: { alg: none, kid: old } } }
expectations:
  refusal:
    summary: Refused, with a code
    expect:
      - refused: true
      - error: [invalid_client_metadata]
        covers: [error-code]
`;

export const recipes: Recipes = ((): Recipes => {
  const loaded = loadRecipes(recipesText, 'recipes.yaml', { vocabulary, check, ledger });
  if ('errors' in loaded) throw loaded.errors[0] ?? new Error('no error');
  return loaded.recipes;
})();

const context = { profile: 'cdr-au', path: 'registration/duplicate', vocabulary, check, ledger, recipes };

/** A chapter that has to load. */
export function chapterOf(text: string): LoadedChapter {
  const loaded = loadChapter(text, 'duplicate.yaml', context);
  if ('errors' in loaded) throw new Error(loaded.errors.map(({ message }) => message).join('\n'));
  return loaded;
}

/** The messages of a chapter that must not load. */
export function errorsOf(text: string): readonly string[] {
  const loaded = loadChapter(text, 'duplicate.yaml', context);
  return 'errors' in loaded ? loaded.errors.map(({ message }) => message) : [];
}

/** A chapter of one scenario with these steps, as flow-style YAML lines; the steps begin on line 7. */
export function withSteps(steps: string, more = ''): string {
  return `chapter: A chapter
covers: [one-active]
scenarios:
  - id: one
    title: The rule holds here
    ${more}
    steps:
${steps}`;
}

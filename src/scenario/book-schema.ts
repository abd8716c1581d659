import type { JsonSchema, Manifest, Vocabulary } from '../nouns/plugin.js';
import { adopt, orMaker } from './makers-anywhere.js';
import { fixedWords, ref, text } from './book-words.js';

/**
 * The scenario language as one JSON Schema (draft 2020-12), assembled from the plugins: what `lint`, the loader and
 * editors validate chapters by. `#/$defs/recipes` is the schema of `recipes.yaml`.
 */
export function bookSchema(vocabulary: Vocabulary): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'a chapter',
    description: 'One file of the book: scenarios that belong together',
    type: 'object',
    properties: {
      chapter: text('Heading in reports'),
      covers: ref('covers'),
      applies: ref('applies'),
      scenarios: { type: 'array', minItems: 1, items: ref('scenario') },
    },
    required: ['chapter', 'covers', 'scenarios'],
    additionalProperties: false,
    $defs: { ...fixedWords, ...words(vocabulary) },
  };
}

/** Stations on an action's road, when its plugin says so; an edit at another one would change nothing. */
export function stationsOf(action: Manifest): readonly string[] | undefined {
  return 'stations' in action && Array.isArray(action.stations) ? action.stations.map(String) : undefined;
}

/** The definitions that the plugins make. A plugin's own schema is kept under `check-status`, `station-claims` ... */
function words(vocabulary: Vocabulary): Readonly<Record<string, JsonSchema>> {
  const { actions, stations, checks, mutations, values } = vocabulary;
  const stationKeys = uses(stations, 'station');
  const onRoadOf = (action: Manifest): JsonSchema => {
    const road = stationsOf(action) ?? [...stations.keys()];
    return Object.fromEntries(Object.entries(stationKeys).filter(([station]) => road.includes(station)));
  };
  const checkKeys = uses(checks, 'check');
  const judged = { covers: ref('covers'), severity: ref('severity'), because: text('Why this severity') };
  const expectation = (keys: readonly string[], extra: JsonSchema): JsonSchema => ({
    title: 'an expectation',
    type: 'object',
    properties: { ...checkKeys, ...extra, ...judged },
    oneOf: keys.map((key) => ({ required: [key] })),
    additionalProperties: false,
  });
  const checkNames = [...checks.keys()];
  return {
    step: {
      title: 'a step',
      description: 'A map of one key, the action',
      type: 'object',
      minProperties: 1,
      maxProperties: 1,
      properties: Object.fromEntries(
        [...actions].map(([name, action]) => [name, stepBody(name, action, onRoadOf(action))]),
      ),
      additionalProperties: false,
    },
    edits: edits('edits', { like: ref('like-edits'), ...stationKeys }),
    'plain-edits': { ...edits('edits', stationKeys), minProperties: 1 },
    expectation: expectation([...checkNames, 'like'], {
      like: { description: 'A named bundle of expectations of recipes.yaml', ...ref('slug') },
    }),
    'plain-expectation': expectation(checkNames, {}),
    'value-maker': oneKey('a value maker', uses(values, 'value', '$')),
    checks: {
      title: 'checks',
      type: 'object',
      minProperties: 1,
      properties: checkKeys,
      additionalProperties: false,
    },
    mutation: {
      if: { type: 'string' },
      then: { title: 'a mutation', enum: [...mutations.keys()] },
      else: oneKey('a mutation', uses(mutations, 'mutation')),
    },
    ...homes(stations, 'station'),
    ...homes(checks, 'check'),
    ...homes(mutations, 'mutation'),
    ...homes(values, 'value'),
  };
}

function stepBody(name: string, action: Manifest, stations: JsonSchema): JsonSchema {
  const { properties, required, $defs } = adopt(action.schema, `step/properties/${name}`);
  return {
    title: `the step '${name}'`,
    description: action.summary,
    type: required === undefined ? ['object', 'null'] : 'object',
    properties: {
      as: { description: "The step's name; by default the action's", ...ref('slug') },
      by: {
        description: 'Which software product acts: `self`, or another name for a further one',
        ...ref('slug'),
      },
      with: {
        description: 'Edits to the valid request',
        ...edits(`edits of '${name}'`, { like: ref('like-edits'), ...stations }),
      },
      because: text('Why the step deviates in more than one point'),
      expect: ref('expect'),
      ...(properties as JsonSchema | undefined),
    },
    ...(required === undefined ? {} : { required }),
    additionalProperties: false,
    ...($defs === undefined ? {} : { $defs }),
  };
}

function edits(title: string, properties: JsonSchema): JsonSchema {
  return { title, type: 'object', properties, additionalProperties: false };
}

function oneKey(title: string, properties: JsonSchema): JsonSchema {
  return {
    title,
    type: 'object',
    minProperties: 1,
    maxProperties: 1,
    properties,
    additionalProperties: false,
  };
}

function uses(plugins: ReadonlyMap<string, Manifest>, kind: string, prefix = ''): JsonSchema {
  return Object.fromEntries(
    [...plugins].map(([name, { summary }]) => [
      `${prefix}${name}`,
      { description: summary, ...orMaker(ref(`${kind}-${name}`)) },
    ]),
  );
}

function homes(plugins: ReadonlyMap<string, Manifest>, kind: string): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    [...plugins].map(([name, { schema }]) => [`${kind}-${name}`, adopt(schema, `${kind}-${name}`)]),
  );
}

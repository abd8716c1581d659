import type { JsonSchema } from '../nouns/plugin.js';
import { orMaker } from './makers-anywhere.js';
import { makerPattern } from './value-maker.js';

/** Reference to a definition of the book. */
export const ref = (name: string): JsonSchema => ({ $ref: `#/$defs/${name}` });
/** A text that is not empty. */
export const text = (description: string): JsonSchema => ({ type: 'string', minLength: 1, description });
const list = (items: JsonSchema): JsonSchema => ({ type: 'array', minItems: 1, uniqueItems: true, items });

/** The definitions of the book's schema that no plugin changes. */
export const fixedWords: Readonly<Record<string, JsonSchema>> = {
  slug: {
    title: 'a slug (lower-case words and digits, joined by hyphens)',
    type: 'string',
    pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  },
  covers: {
    description: 'Requirement ids; the nearest `covers` wins, its first id gives the severity',
    ...list(ref('slug')),
  },
  severity: {
    description: "May only lower the requirement's severity, with `because`",
    enum: ['fail', 'warn', 'info'],
  },
  day: { title: 'a day', type: 'string', format: 'date' },
  applies: {
    title: 'applies',
    type: 'object',
    properties: {
      flows: {
        description: 'any: once; each: once per flow of the target; or one flow',
        enum: ['any', 'each', 'code', 'hybrid'],
      },
      from: { description: 'First day', ...ref('day') },
      until: { description: 'Last day', ...ref('day') },
      needs: { description: 'Capabilities that the target must have', ...list(ref('slug')) },
    },
    additionalProperties: false,
  },
  scenario: {
    title: 'a scenario',
    type: 'object',
    properties: {
      id: ref('slug'),
      title: text('One sentence that states the rule that holds, without a full stop'),
      covers: ref('covers'),
      applies: ref('applies'),
      given: {
        description: 'fresh: a new software product; registered: and registered, with a token',
        enum: ['fresh', 'registered'],
      },
      each: ref('each'),
      steps: ref('steps'),
      control: ref('control'),
      cleanup: { description: 'Whether the registration is removed afterwards', enum: ['delete', 'keep'] },
    },
    required: ['id', 'title', 'steps'],
    additionalProperties: false,
  },
  each: {
    title: 'each',
    description: 'A map of lists (every combination), or a list of maps (rows; `case` labels a row)',
    type: ['object', 'array'],
    minItems: 1,
    minProperties: 1,
    items: {
      title: 'a row',
      type: 'object',
      minProperties: 1,
      properties: { case: ref('slug') },
      additionalProperties: ref('any-value'),
    },
    additionalProperties: { type: 'array', minItems: 1, items: ref('any-value') },
  },
  steps: { type: 'array', minItems: 1, items: ref('step') },
  expect: { type: 'array', minItems: 1, items: ref('expectation') },
  control: {
    title: 'control',
    description: 'auto: the same request, unbroken; none with a reason; or with these edits',
    if: { type: 'string' },
    then: { enum: ['auto'] },
    else: {
      title: 'control',
      type: 'object',
      minProperties: 1,
      maxProperties: 1,
      properties: { none: text('Why no control is possible'), with: ref('edits') },
      additionalProperties: false,
    },
  },
  'like-edits': {
    description: 'Named edits of recipes.yaml, merged in order; own edits win',
    type: ['string', 'array'],
    items: ref('slug'),
  },
  'is-maker': {
    type: 'object',
    minProperties: 1,
    maxProperties: 1,
    propertyNames: { pattern: makerPattern },
  },
  'any-value': orMaker({
    type: ['null', 'boolean', 'number', 'string', 'array', 'object'],
    items: ref('any-value'),
    additionalProperties: ref('any-value'),
  }),
  recipes: {
    title: 'recipes.yaml',
    type: 'object',
    properties: {
      edits: { type: 'object', propertyNames: ref('slug'), additionalProperties: ref('edit-recipe') },
      expectations: {
        type: 'object',
        propertyNames: ref('slug'),
        additionalProperties: ref('expectation-recipe'),
      },
    },
    additionalProperties: false,
  },
  'edit-recipe': {
    title: 'a recipe',
    type: 'object',
    properties: { summary: text('One sentence'), with: ref('plain-edits') },
    required: ['summary', 'with'],
    additionalProperties: false,
  },
  'expectation-recipe': {
    title: 'a recipe',
    type: 'object',
    properties: {
      summary: text('One sentence'),
      expect: { type: 'array', minItems: 1, items: ref('plain-expectation') },
    },
    required: ['summary', 'expect'],
    additionalProperties: false,
  },
};

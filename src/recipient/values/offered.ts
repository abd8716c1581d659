import { advertised } from '../../nouns/facts.js';
import { isJsonObject, type Json } from '../../nouns/json.js';
import { defineValue } from '../value-maker.js';

const list = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

export default defineValue({
  summary:
    'The first of some values that the discovery document lists under a member; without a match the first of all',
  schema: {
    type: 'object',
    properties: {
      in: { type: 'string', minLength: 1 },
      of: { type: 'array', items: { type: 'string' }, minItems: 1 },
    },
    required: ['in', 'of'],
    additionalProperties: false,
  },
  make: (args, { facts }) => {
    if (!isJsonObject(args)) return null;
    const wanted = list(args['of']);
    const offered = advertised(facts, String(args['in']));
    return wanted.find((name) => offered.includes(String(name))) ?? wanted[0] ?? null;
  },
});

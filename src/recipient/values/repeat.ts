import { isJsonObject } from '../../nouns/json.js';
import { defineValue } from '../value-maker.js';

export default defineValue({
  summary: 'A text repeated so many times (for size limits)',
  schema: {
    type: 'object',
    properties: { text: { type: 'string' }, times: { type: 'integer', minimum: 1, maximum: 2_000_000 } },
    required: ['text', 'times'],
    additionalProperties: false,
  },
  make: (args) => (isJsonObject(args) ? String(args['text']).repeat(Number(args['times'])) : ''),
});

import { isJsonObject } from '../../nouns/json.js';
import { defineValue } from '../value-maker.js';

export default defineValue({
  summary: 'A list of so many equal values (for size limits)',
  schema: {
    type: 'object',
    properties: { value: {}, times: { type: 'integer', minimum: 1, maximum: 100_000 } },
    required: ['value', 'times'],
    additionalProperties: false,
  },
  make: (args) => {
    const { value = null, times } = isJsonObject(args) ? args : {};
    return Array.from({ length: Number(times) }, () => value);
  },
});

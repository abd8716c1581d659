import type { Json } from '../../nouns/json.js';
import { defineValue } from '../value-maker.js';

export default defineValue({
  summary: 'An array nested so many levels deep (for parser limits)',
  schema: { type: 'integer', minimum: 1, maximum: 5000 },
  make: (args) => {
    let value: Json = [];
    for (let level = 1; level < Number(args); level += 1) value = [value];
    return value;
  },
});

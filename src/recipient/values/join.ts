import { defineValue } from '../value-maker.js';

export default defineValue({
  summary: 'Texts put together, without anything in between',
  schema: { type: 'array', items: { type: ['string', 'number'] }, minItems: 2 },
  make: (args) => (Array.isArray(args) ? args.map(String).join('') : String(args)),
});

import { defineValue } from '../value-maker.js';

export default defineValue({
  summary: 'A text in upper case',
  schema: { type: 'string' },
  make: (args) => String(args).toUpperCase(),
});

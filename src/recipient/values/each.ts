import { HarnessError } from '../../nouns/errors.js';
import { defineValue } from '../value-maker.js';

export default defineValue({
  summary: 'The value of this row: the plan puts it in before anything runs',
  schema: { type: 'string' },
  make: (args) => {
    throw new HarnessError(`$each ${String(args)} was not replaced by the plan`);
  },
});

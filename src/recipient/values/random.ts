import { defineValue } from '../value-maker.js';

export default defineValue({
  summary: 'A fresh random value: `uuid`, or `hex` (128 bits)',
  schema: { enum: ['uuid', 'hex'] },
  make: (args, around) => (args === 'uuid' ? around.dice.uuid() : around.dice.hex(16)),
});

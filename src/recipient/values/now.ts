import { defineValue } from '../value-maker.js';

export default defineValue({
  summary: 'The present time in seconds since the epoch (RFC 7519 NumericDate), moved by so many seconds',
  schema: { type: 'number' },
  make: (args, around) => Math.floor(around.now.getTime() / 1000) + Number(args),
});

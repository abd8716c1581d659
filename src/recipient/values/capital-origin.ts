import { defineValue } from '../value-maker.js';

export default defineValue({
  summary:
    'A URL with its scheme and host in upper case, which RFC 3986 section 6.2.2.1 takes for the same URL',
  schema: { type: 'string' },
  make: (args) => String(args).replace(/^[^:]+:\/\/[^/]*/, (origin) => origin.toUpperCase()),
});

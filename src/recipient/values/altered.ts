import { defineValue } from '../value-maker.js';

/** The middle, since the last character of a base64url text may hold bits that nobody reads. */
export default defineValue({
  summary: 'A text with another character in its middle (a damaged token)',
  schema: { type: 'string', minLength: 1 },
  make: (args) => {
    const text = String(args);
    const middle = Math.floor(text.length / 2);
    const other = text.charAt(middle) === 'A' ? 'B' : 'A';
    return `${text.slice(0, middle)}${other}${text.slice(middle + 1)}`;
  },
});

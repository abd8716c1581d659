import { defineMutation } from '../mutation.js';

export default defineMutation({
  summary: 'The signature is cut off; the last dot stays',
  schema: { type: 'null' },
  phase: 'after',
  apply: (_args, parts) => `${parts.header}.${parts.payload}.`,
});

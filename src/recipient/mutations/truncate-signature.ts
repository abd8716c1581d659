import { defineMutation } from '../mutation.js';

export default defineMutation({
  summary: 'The signature lacks its second half',
  schema: { type: 'null' },
  phase: 'after',
  apply: (_args, parts) =>
    `${parts.header}.${parts.payload}.${parts.signature.slice(0, Math.floor(parts.signature.length / 2))}`,
});

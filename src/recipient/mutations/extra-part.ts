import { defineMutation } from '../mutation.js';

export default defineMutation({
  summary: 'A fourth part follows the signature',
  schema: { type: 'null' },
  phase: 'after',
  apply: (_args, parts) =>
    `${parts.header}.${parts.payload}.${parts.signature}.${parts.signature.slice(0, 8)}`,
});

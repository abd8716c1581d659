import { defineMutation } from '../mutation.js';

export default defineMutation({
  summary: 'The signature and its dot are cut off',
  schema: { type: 'null' },
  phase: 'after',
  apply: (_args, parts) => `${parts.header}.${parts.payload}`,
});

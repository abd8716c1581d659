import { defineMutation } from '../mutation.js';

export default defineMutation({
  summary:
    'A byte order mark stands before the JSON of the payload (RFC 8259 section 8.1); the signature is good',
  schema: { type: 'null' },
  phase: 'before',
  apply: (_args, { header, payload }) => ({ header, payload: `\uFEFF${payload}` }),
});

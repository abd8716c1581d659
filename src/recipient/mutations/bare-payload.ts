import { defineMutation } from '../mutation.js';

export default defineMutation({
  summary: 'The payload alone as JSON text, neither encoded nor signed (RFC 7591 section 3.1)',
  schema: { type: 'null' },
  phase: 'after',
  apply: (_args, { payload }) => Buffer.from(payload, 'base64url').toString('utf8'),
});

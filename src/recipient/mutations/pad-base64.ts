import { defineMutation } from '../mutation.js';

export default defineMutation({
  summary: 'The payload is written in padded base64url, which RFC 7515 section 2 forbids',
  schema: { type: 'null' },
  phase: 'after',
  apply: (_args, parts) =>
    `${parts.header}.${parts.payload}${'='.repeat(4 - (parts.payload.length % 4 || 2))}.${parts.signature}`,
});

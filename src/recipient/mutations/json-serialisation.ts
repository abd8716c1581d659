import { defineMutation } from '../mutation.js';

export default defineMutation({
  summary: 'The JWS travels in the flattened JSON serialisation (RFC 7515 section 7.2.2)',
  schema: { type: 'null' },
  phase: 'after',
  apply: (_args, parts) =>
    JSON.stringify({ payload: parts.payload, protected: parts.header, signature: parts.signature }),
});

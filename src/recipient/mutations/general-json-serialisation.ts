import { defineMutation } from '../mutation.js';

export default defineMutation({
  summary: 'The JWS travels in the general JSON serialisation (RFC 7515 section 7.2.1)',
  schema: { type: 'null' },
  phase: 'after',
  apply: (_args, { header, payload, signature }) =>
    JSON.stringify({ payload, signatures: [{ protected: header, signature }] }),
});

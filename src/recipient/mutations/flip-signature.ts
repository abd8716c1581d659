import { defineMutation } from '../mutation.js';

export default defineMutation({
  summary: 'One character in the middle of the signature is another one',
  schema: { type: 'null' },
  phase: 'after',
  apply: (_args, parts) => {
    const middle = Math.floor(parts.signature.length / 2);
    const other = parts.signature.charAt(middle) === 'A' ? 'B' : 'A';
    const signature = `${parts.signature.slice(0, middle)}${other}${parts.signature.slice(middle + 1)}`;
    return `${parts.header}.${parts.payload}.${signature}`;
  },
});

import { defineMutation, type Parts } from '../mutation.js';

const plain = (part: string): string => Buffer.from(part, 'base64url').toString('base64');

export default defineMutation({
  summary:
    'One part, or all, in the ordinary base64 alphabet with padding, which RFC 7515 section 2 rules out',
  schema: { enum: ['all', 'header', 'payload', 'signature'] },
  phase: 'after',
  apply: (args, parts) => {
    const names: readonly (keyof Parts)[] = ['header', 'payload', 'signature'];
    return names
      .map((name) => (args === 'all' || args === name ? plain(parts[name]) : parts[name]))
      .join('.');
  },
});

import { defineMutation } from '../mutation.js';

export default defineMutation({
  summary: 'This text takes the place of the JOSE header; the signature is over what is sent',
  schema: { type: 'string' },
  phase: 'before',
  apply: (args, { payload }) => ({ header: String(args), payload }),
});

import { defineMutation } from '../mutation.js';

export default defineMutation({
  summary: 'The signature is the one of another JWS, given in compact form',
  schema: { type: 'string' },
  phase: 'after',
  apply: (args, { header, payload }) => `${header}.${payload}.${String(args).split('.')[2] ?? ''}`,
});

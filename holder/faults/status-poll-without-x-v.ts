import type { Fault } from '../rules/types.js';

export default {
  description: 'Asks for the statuses without x-v.',
  breaks: ['169'],
  rules: (rules) => ({
    ...rules,
    statusHeaders: (etag) => (etag === undefined ? {} : { 'if-none-match': etag }),
  }),
} satisfies Fault;

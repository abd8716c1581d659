import type { Fault } from '../rules/types.js';

export default {
  description: 'Serves discovery and keys over mutual TLS only.',
  breaks: ['002'],
  rules: (rules) => ({ ...rules, plainAsks: 'required' }),
} satisfies Fault;

import { omit } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Leaves expires_in out of the token response.',
  breaks: ['124'],
  rules: (rules) => ({ ...rules, tokenAnswer: (body) => omit(body, 'expires_in') }),
} satisfies Fault;

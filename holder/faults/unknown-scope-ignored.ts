import type { Fault } from '../rules/types.js';
import { registrationScope } from '../vocabulary.js';

export default {
  description: 'Issues a token for cdr:registration whatever scope is asked for.',
  breaks: ['138'],
  rules: (rules) => ({ ...rules, tokenScope: () => registrationScope }),
} satisfies Fault;

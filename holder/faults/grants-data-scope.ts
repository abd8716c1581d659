import type { Fault } from '../rules/types.js';
import { registrationScope } from '../vocabulary.js';

export default {
  description: 'Grants consumer data scopes for client credentials.',
  breaks: ['126', '127'],
  rules: (rules) => ({ ...rules, tokenScope: (requested) => requested ?? registrationScope }),
} satisfies Fault;

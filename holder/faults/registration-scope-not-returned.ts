import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';
import { registrationScope } from '../vocabulary.js';

export default {
  description: 'Leaves cdr:registration out of the scope.',
  breaks: ['103'],
  rules: (rules) => ({
    ...rules,
    represent: (document) => ({
      ...document,
      scope: asText(document.scope)
        .split(' ')
        .filter((one) => one !== registrationScope)
        .join(' '),
    }),
  }),
} satisfies Fault;

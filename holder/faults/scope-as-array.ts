import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Returns scope as an array.',
  breaks: ['102', '103'],
  rules: (rules) => ({
    ...rules,
    represent: (document) => ({ ...document, scope: asText(document.scope).split(' ') }),
  }),
} satisfies Fault;

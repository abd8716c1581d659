import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Returns client_name in capitals.',
  breaks: ['099', '109'],
  rules: (rules) => ({
    ...rules,
    represent: (document) => ({ ...document, client_name: asText(document.client_name).toUpperCase() }),
  }),
} satisfies Fault;

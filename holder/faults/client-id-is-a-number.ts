import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Returns client_id as a number.',
  breaks: ['096', '102'],
  rules: (rules) => ({
    ...rules,
    represent: (document) => ({
      ...document,
      client_id: Number.parseInt(asText(document.client_id), 16) || 1,
    }),
  }),
} satisfies Fault;

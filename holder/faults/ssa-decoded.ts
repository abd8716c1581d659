import { type JsonObject, asText } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Returns the claims of the SSA instead of the SSA.',
  breaks: ['098', '102'],
  rules: (rules) => ({
    ...rules,
    represent: (document) => ({
      ...document,
      software_statement: JSON.parse(
        Buffer.from(asText(document.software_statement).split('.')[1] ?? '', 'base64url').toString() || '{}',
      ) as JsonObject,
    }),
  }),
} satisfies Fault;

import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Returns redirect_uris as a string.',
  breaks: ['102', '104'],
  rules: (rules) => ({
    ...rules,
    represent: (document) => ({
      ...document,
      redirect_uris: asText((document.redirect_uris as readonly string[])[0]),
    }),
  }),
} satisfies Fault;

import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Publishes the address of its keys with the http scheme.',
  breaks: ['018', '006'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => {
      const given = rules.metadata(document);
      return { ...given, jwks_uri: asText(given.jwks_uri).replace('https:', 'http:') };
    },
  }),
} satisfies Fault;

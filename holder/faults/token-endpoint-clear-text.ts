import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Publishes the token endpoint with the http scheme.',
  breaks: ['003'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => {
      const given = rules.metadata(document);
      return { ...given, token_endpoint: asText(given.token_endpoint).replace('https:', 'http:') };
    },
  }),
} satisfies Fault;

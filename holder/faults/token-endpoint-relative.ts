import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Publishes the token endpoint as a path instead of a URL.',
  breaks: ['003'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => ({
      ...document,
      token_endpoint: new URL(asText(document.token_endpoint)).pathname,
    }),
  }),
} satisfies Fault;

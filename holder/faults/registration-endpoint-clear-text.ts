import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Publishes the registration endpoint with the http scheme.',
  breaks: ['003'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => ({
      ...document,
      registration_endpoint: asText(document.registration_endpoint).replace('https:', 'http:'),
    }),
  }),
} satisfies Fault;

import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Names another issuer at each read of the discovery document.',
  breaks: ['004'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => ({ ...document, issuer: `${asText(document.issuer)}/${Date.now()}` }),
  }),
} satisfies Fault;

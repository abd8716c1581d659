import type { Manifest } from '../../nouns/plugin.js';

export default {
  summary:
    'The bearer token of a management call: none, garbage, another token, another scheme, or sent elsewhere than in the header',
  schema: {
    type: ['string', 'object'],
    enum: ['none', 'empty', 'garbage'],
    properties: {
      token: { type: 'string' },
      scheme: { type: 'string' },
      in: { enum: ['header', 'query', 'body'] },
    },
    additionalProperties: false,
  },
} satisfies Manifest;

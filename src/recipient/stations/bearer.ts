import type { Manifest } from '../../nouns/plugin.js';

export default {
  summary:
    'The bearer token of a management call: none, garbage, another token, another scheme, or sent elsewhere than in the header',
  schema: {
    if: { type: 'object' },
    then: {
      type: 'object',
      properties: {
        token: { type: 'string' },
        scheme: { type: 'string' },
        in: { enum: ['header', 'query', 'body'] },
      },
      additionalProperties: false,
      minProperties: 1,
    },
    else: { enum: ['none', 'empty', 'garbage'] },
  },
} satisfies Manifest;

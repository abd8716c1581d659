import type { Manifest } from '../../nouns/plugin.js';

export default {
  summary: 'The status of the software product at the Register',
  needs: ['own-register'],
  schema: {
    type: 'object',
    properties: { status: { enum: ['ACTIVE', 'INACTIVE', 'REMOVED'] } },
    additionalProperties: false,
    minProperties: 1,
  },
} satisfies Manifest;

import type { Manifest } from '../../nouns/plugin.js';

export default {
  summary: 'Which client the management call names in its path',
  schema: {
    type: 'object',
    properties: { id: { type: 'string' } },
    required: ['id'],
    additionalProperties: false,
  },
} satisfies Manifest;

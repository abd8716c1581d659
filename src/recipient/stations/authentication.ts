import type { Manifest } from '../../nouns/plugin.js';

export default {
  summary: 'How the client authenticates at the token endpoint: by another method or with another secret',
  schema: {
    type: 'object',
    properties: {
      method: { enum: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'] },
      secret: { type: 'string' },
    },
    additionalProperties: false,
    minProperties: 1,
  },
} satisfies Manifest;

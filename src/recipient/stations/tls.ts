import type { Manifest } from '../../nouns/plugin.js';

export default {
  summary: 'Which client certificate is offered',
  schema: {
    type: 'object',
    properties: {
      clientCertificate: {
        enum: [
          'recipient',
          'neighbour',
          'stranger',
          'expired',
          'not-yet-valid',
          'self-signed',
          'server-only',
          'revoked',
          'namesake',
          'no-intermediate',
          'leaf-issued',
          'none',
        ],
      },
    },
    additionalProperties: false,
    minProperties: 1,
  },
} satisfies Manifest;

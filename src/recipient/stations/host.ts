import type { Manifest } from '../../nouns/plugin.js';
import { behaviourSchema } from '../../register/behaviour.js';

export default {
  summary: 'How the host behaves that serves the keys and the sector document of the software product',
  needs: ['own-keys'],
  schema: {
    type: 'object',
    properties: { jwks: behaviourSchema, sector: behaviourSchema },
    additionalProperties: false,
    minProperties: 1,
  },
} satisfies Manifest;

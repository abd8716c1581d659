import type { Manifest } from '../../nouns/plugin.js';
import { registerKeysSchema } from '../../register/register-keys.js';

export default {
  summary: 'Which keys the Register publishes for SSAs while the step is done',
  needs: ['own-register'],
  schema: {
    type: 'object',
    properties: { keys: registerKeysSchema },
    required: ['keys'],
    additionalProperties: false,
  },
} satisfies Manifest;

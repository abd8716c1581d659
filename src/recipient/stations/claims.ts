import type { Manifest } from '../../nouns/plugin.js';
import { claimEdits } from '../station-schemas.js';

export default {
  summary: 'Claims of the registration request JWT: members to set or remove, or another payload to put',
  schema: claimEdits,
} satisfies Manifest;

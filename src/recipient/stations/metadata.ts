import type { Manifest } from '../../nouns/plugin.js';
import { claimEdits } from '../station-schemas.js';

export default {
  summary:
    'Client metadata of a plain registration request (RFC 7591 section 3.1): members to set or remove, or another JSON value to put',
  schema: claimEdits,
} satisfies Manifest;

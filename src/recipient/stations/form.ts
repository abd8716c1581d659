import type { Manifest } from '../../nouns/plugin.js';
import { memberEdits } from '../station-schemas.js';

export default {
  summary: 'Form parameters of the token request',
  schema: memberEdits,
} satisfies Manifest;

import type { Manifest } from '../../nouns/plugin.js';
import { jwtEdits } from '../station-schemas.js';

export default {
  summary: 'The software statement assertion: its claims, and how it is signed',
  needs: ['own-register'],
  schema: jwtEdits,
} satisfies Manifest;

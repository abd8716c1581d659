import { isJsonObject } from '../../nouns/json.js';
import type { Manifest } from '../../nouns/plugin.js';
import { signatureNeeds } from '../signature-needs.js';
import { jwtEdits } from '../station-schemas.js';

export default {
  summary: 'The client assertion at the token endpoint: its claims, and how it is signed',
  needs: (edits) => (isJsonObject(edits) ? signatureNeeds(edits['jws']) : []),
  schema: jwtEdits,
} satisfies Manifest;

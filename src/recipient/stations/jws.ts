import type { Manifest } from '../../nouns/plugin.js';
import { signatureNeeds } from '../signature-needs.js';
import { jwsEdits } from '../station-schemas.js';

export default {
  summary:
    'The registration request as a JWS: alg, kid, typ, other header members, who signs, damage to its text',
  needs: signatureNeeds,
  schema: jwsEdits,
} satisfies Manifest;

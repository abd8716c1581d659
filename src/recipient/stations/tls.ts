import { isJsonObject, type Json } from '../../nouns/json.js';
import type { Manifest } from '../../nouns/plugin.js';

/** To whoever does not trust our CA, each of these is wrong for that reason already, and shows nothing of its own. */
const ofOurAuthority = [
  'expired',
  'not-yet-valid',
  'server-only',
  'revoked',
  'namesake',
  'no-intermediate',
  'leaf-issued',
];

function needsOf(edits: Json): readonly string[] {
  const certificate = isJsonObject(edits) ? String(edits['clientCertificate']) : '';
  if (certificate === 'neighbour') return ['neighbour'];
  return ofOurAuthority.includes(certificate) ? ['own-authority'] : [];
}

export default {
  summary: 'Which client certificate is offered',
  needs: needsOf,
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

import { createPublicKey, type JsonWebKey } from 'node:crypto';

import { HarnessError } from '../../nouns/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../nouns/json.js';
import { signingAlg } from '../dialects/cdr-au/baseline.js';
import { editMembers } from '../edits.js';
import { castKey } from '../make-jwt.js';
import { signers } from '../station-schemas.js';
import { defineValue, type Surroundings } from '../value-maker.js';

/** The key meant: of someone of the cast, or the first usable one of a published set. */
function jwkOf(wish: JsonObject, { cast, facts }: Surroundings): JsonObject {
  const { of, alg, in: published } = wish;
  if (Array.isArray(published)) {
    const found = (published as readonly Json[])
      .filter(isJsonObject)
      .find(({ kty }) => kty === 'RSA' || kty === 'EC');
    if (found !== undefined) return found;
  }
  const key = castKey(cast, String(of), typeof alg === 'string' ? alg : signingAlg(facts));
  if (key === undefined) throw new HarnessError(`the cast has no ${String(alg)} key of '${String(of)}'`);
  return key.publicJwk;
}

function spki(jwk: JsonObject, format: 'pem' | 'der'): string {
  const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
  return format === 'pem'
    ? key.export({ type: 'spki', format }).toString()
    : key.export({ type: 'spki', format }).toString('base64');
}

export default defineValue({
  summary:
    'A public key of the cast, or of a published set (`in`), as JWK, JWK text, kid, PEM (`trimmed-pem`: without the final line break) or DER in base64; `without` leaves members of the JWK out',
  schema: {
    type: 'object',
    properties: {
      of: { enum: [...signers] },
      in: { type: 'array' },
      alg: { type: 'string' },
      without: { type: 'array', items: { type: 'string' }, minItems: 1 },
      as: { enum: ['jwk', 'jwk-text', 'kid', 'pem', 'trimmed-pem', 'der'] },
    },
    required: ['of', 'as'],
    additionalProperties: false,
  },
  make: (args, around) => {
    const wish = isJsonObject(args) ? args : {};
    const without = Array.isArray(wish['without']) ? wish['without'].map(String) : [];
    const jwk = editMembers(jwkOf(wish, around), { remove: without });
    switch (String(wish['as'])) {
      case 'jwk':
        return jwk;
      case 'jwk-text':
        return JSON.stringify(jwk);
      case 'kid':
        return jwk['kid'] ?? '';
      case 'der':
        return spki(jwk, 'der');
      case 'trimmed-pem':
        return spki(jwk, 'pem').trim();
      default:
        return spki(jwk, 'pem');
    }
  },
});

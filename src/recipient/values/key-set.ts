import { HarnessError } from '../../nouns/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../nouns/json.js';
import { signingAlg } from '../dialects/cdr-au/baseline.js';
import { editMembers } from '../edits.js';
import { castKey } from '../make-jwt.js';
import { memberEdits, signers } from '../station-schemas.js';
import { defineValue, type Surroundings } from '../value-maker.js';

function entry(wish: Json, { cast, facts }: Surroundings): JsonObject {
  const { of, alg, jwk, edit } = isJsonObject(wish) ? wish : {};
  if (isJsonObject(jwk)) return jwk;
  const key = castKey(cast, String(of), typeof alg === 'string' ? alg : signingAlg(facts));
  if (key === undefined) throw new HarnessError(`the cast has no ${String(alg)} key of '${String(of)}'`);
  return editMembers(key.publicJwk, isJsonObject(edit) ? edit : undefined);
}

export default defineValue({
  summary:
    'The text of a JWK set: public keys of the cast, by default of the algorithm in use, each as it is or edited, or a JWK as it stands',
  schema: {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        of: { enum: [...signers] },
        alg: { type: 'string' },
        edit: memberEdits,
        jwk: { type: 'object' },
      },
      additionalProperties: false,
      minProperties: 1,
    },
  },
  make: (args, around) =>
    JSON.stringify({
      keys: (Array.isArray(args) ? (args as readonly Json[]) : []).map((one) => entry(one, around)),
    }),
});

import { Unproven } from '../../../nouns/errors.js';
import type { Deviation, MadeJwt } from '../../../nouns/exchange.js';
import { isJsonObject, type Json, type JsonObject } from '../../../nouns/json.js';
import type { Doing } from '../../action.js';
import { signerOf } from '../../build-request.js';
import type { Written } from '../../dialect.js';
import { deviationsOf, editMembers, type ClaimEdits } from '../../edits.js';
import { castKey } from '../../make-jwt.js';
import { currentRegistration } from '../../scene.js';
import { assertionAlg, baseMetadata } from './choices.js';
import { makeStatement } from './statement.js';

/** Members that an update must not carry (RFC 7592 section 2.2), and the secret, which it may leave out. */
const notInUpdates = [
  'registration_access_token',
  'registration_client_uri',
  'client_secret_expires_at',
  'client_id_issued_at',
  'client_secret',
];

/** Client metadata as a JSON object (RFC 7591 section 3.1); an update repeats what the server last said (RFC 7592 section 2.2). */
export async function writeRegistration(doing: Doing, method: 'POST' | 'PUT'): Promise<Written> {
  const { edits } = doing;
  const statement = await makeStatement(doing);
  const registered = method === 'PUT' ? currentRegistration(doing.client)?.body : undefined;
  const base: JsonObject = {
    ...(registered === undefined ? fresh(doing) : editMembers(registered, { remove: notInUpdates })),
    ...(statement === undefined ? {} : { software_statement: statement.compact }),
  };
  refuseIdleRemovals(base, edits.metadata, method);
  const metadata = edited(base, edits.metadata);
  const made: readonly MadeJwt[] = statement === undefined ? [] : [statement.jwt];
  return {
    headers: { 'Content-Type': 'application/json' },
    body: typeof metadata === 'string' ? metadata : JSON.stringify(metadata),
    made,
    deviations: [...(statement?.deviations ?? []), ...metadataDeviations(base, edits.metadata)],
    sent: {
      metadata: isJsonObject(metadata) ? metadata : {},
      ...(statement === undefined ? {} : { software_statement: statement.compact }),
    },
  };
}

function fresh({ scene, client }: Doing): JsonObject {
  const { facts, settings, cast } = scene.world;
  const key = castKey(cast, signerOf(client), assertionAlg(facts));
  // The key serves any algorithm of its type.
  const keys = key === undefined ? [] : [editMembers(key.publicJwk, { remove: ['alg'] })];
  return baseMetadata(facts, settings, client.product, keys);
}

/** What an update repeats is what the server registered: it need not have registered what a step wants to leave out. */
function refuseIdleRemovals(base: JsonObject, edits: ClaimEdits | undefined, method: 'POST' | 'PUT'): void {
  const missing = method === 'PUT' ? (edits?.remove ?? []).filter((name) => !(name in base)) : [];
  if (missing.length === 0) return;
  throw new Unproven(`the server registered no ${missing.join(', ')}, so an update cannot leave it out`);
}

function edited(base: JsonObject, edits: ClaimEdits | undefined): Json {
  return edits?.put ?? editMembers(base, edits);
}

function metadataDeviations(base: JsonObject, edits: ClaimEdits | undefined): readonly Deviation[] {
  if (edits?.put !== undefined) return [{ where: 'metadata', valid: base, sent: edits.put }];
  return deviationsOf('metadata', base, edits);
}

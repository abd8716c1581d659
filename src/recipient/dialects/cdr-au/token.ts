import { decodeJwt } from 'jose';

import { Unproven } from '../../../nouns/errors.js';
import type { Exchange } from '../../../nouns/exchange.js';
import type { JsonObject } from '../../../nouns/json.js';
import type { Doing } from '../../action.js';
import { finish, formBody, signerOf, type Built } from '../../build-request.js';
import { deviationsOf } from '../../edits.js';
import { castKeys, makeJwt } from '../../make-jwt.js';
import { bodyOf, currentRegistration, noRegistration } from '../../scene.js';
import { baselineAssertion, signingAlg } from './baseline.js';

/** POST to the token endpoint: client_credentials with a private_key_jwt assertion (RFC 7523 section 2.2). */
export async function tokenRequest({ scene, client, edits }: Doing): Promise<Built> {
  const clientId = edits.client?.id ?? currentRegistration(client)?.clientId;
  if (clientId === undefined) throw new Unproven(noRegistration(client, 'to ask a token for'));
  const { world } = scene;
  const assertion = await makeJwt(
    {
      station: 'assertion',
      signer: signerOf(client),
      alg: signingAlg(world.facts),
      claims: baselineAssertion(clientId, world.facts.issuer, { now: world.now(), jti: scene.dice.uuid() }),
    },
    edits.assertion ?? {},
    castKeys(world.cast),
    world.mutations,
  );
  const valid: JsonObject = {
    grant_type: 'client_credentials',
    scope: 'cdr:registration',
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion.jwt.compact,
  };
  const built = finish(client, edits, {
    method: 'POST',
    url: world.facts.endpoints.token,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: formBody(valid, edits.form),
  });
  return {
    request: built.request,
    made: [assertion.jwt],
    deviations: [...assertion.deviations, ...deviationsOf('form', valid, edits.form), ...built.deviations],
    sent: { assertion: assertion.jwt.compact, claims: assertion.jwt.payload },
  };
}

/** Keeps the token with the client. */
export function tokenAnswer({ client, scene }: Doing, { sent }: Built, exchange: Exchange): JsonObject {
  const body = bodyOf(exchange);
  const token = body['access_token'];
  if (typeof token !== 'string') return { ...body, sent };
  client.token = token;
  scene.secrets.add(token);
  const claims = claimsOf(token);
  return { ...body, ...(claims && { token_claims: claims }), sent };
}

/** Claims of a JWT access token; nothing for an opaque one. Seen here, since evidence carries no usable token. */
function claimsOf(token: string): JsonObject | undefined {
  if (token.split('.').length !== 3) return undefined;
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

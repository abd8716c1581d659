import type { Exchange } from '../nouns/exchange.js';
import type { JsonObject } from '../nouns/json.js';
import type { Doing } from './action.js';
import { buildRegistration, type Built } from './build-request.js';
import { bodyOf, type Registration } from './scene.js';

/** Builds a POST to the registration endpoint. */
export function buildPost(doing: Doing): Promise<Built> {
  return buildRegistration(doing.scene, doing.client, doing.edits, {
    method: 'POST',
    url: doing.scene.world.facts.endpoints.registration,
    headers: {},
  });
}

/**
 * Notes a granted registration in the journal before anyone judges it, also where a refusal was due.
 * A grant is any 2xx answer that names a client_id. An answer that was lost on the way may have been one.
 */
export function noteGrant(doing: Doing, exchange: Exchange): Registration | undefined {
  const { outcome } = exchange;
  const { client, scene } = doing;
  const entry = {
    softwareId: client.product.softwareId,
    client: client.name,
    case: scene.address,
    flow: scene.flow,
    registrationEndpoint: scene.world.facts.endpoints.registration,
  };
  // A handshake that was refused looks like a broken connection, but never with our own certificate.
  const mayBeLost = outcome.kind === 'no-answer' && (outcome.phase === 'time-out' || outcome.phase === 'exchange');
  if (mayBeLost && doing.edits.tls?.clientCertificate === undefined) scene.world.journal.lost(entry);
  if (outcome.kind !== 'answer' || outcome.status < 200 || outcome.status > 299) return undefined;
  const body = bodyOf(exchange);
  const clientId = body['client_id'];
  if (typeof clientId !== 'string' || clientId === '') return undefined;
  const registration: Registration = { clientId, body };
  client.registrations.push(registration);
  scene.world.journal.registered({ clientId, ...entry });
  return registration;
}

/** What `$from` finds after a registration: the answer's members, and what we sent. */
export function registrationValues(doing: Doing, built: Built, exchange: Exchange): JsonObject {
  const [request, statement] = built.made;
  return {
    ...bodyOf(exchange),
    sent: {
      software_id: doing.client.product.softwareId,
      request: request?.compact ?? null,
      claims: request?.payload ?? null,
      ssa: statement?.compact ?? null,
      ssa_claims: statement?.payload ?? null,
    },
  };
}

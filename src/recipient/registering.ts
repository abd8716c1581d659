import type { Exchange } from '../nouns/exchange.js';
import type { JsonObject } from '../nouns/json.js';
import type { Doing } from './action.js';
import { buildRegistration, type Built } from './build-request.js';
import { bodyOf, type JournalEntry, type Registration } from './scene.js';

/** Builds a POST to the registration endpoint, and notes in the journal that it will leave. */
export function buildPost(doing: Doing): Promise<Built> {
  doing.scene.world.journal.asked(entryOf(doing));
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
  // A handshake that was refused looks like a broken connection, but never with our own certificate.
  const isLost =
    outcome.kind === 'no-answer' &&
    (outcome.phase === 'time-out' || outcome.phase === 'exchange') &&
    doing.edits.tls?.clientCertificate === undefined;
  if (isLost) client.doubt = 'the answer to a registration was lost, so it may be registered';
  if (!isLost) scene.world.journal.answered(client.product.softwareId);
  if (outcome.kind !== 'answer' || outcome.status < 200 || outcome.status > 299) return undefined;
  const body = bodyOf(exchange);
  const clientId = body['client_id'];
  if (typeof clientId !== 'string' || clientId === '') {
    client.doubt = `a registration was answered ${outcome.status} without a client_id, so it may be registered`;
    return undefined;
  }
  const registration: Registration = { clientId, body };
  client.registrations.push(registration);
  scene.world.journal.registered({ clientId, ...entryOf(doing) });
  return registration;
}

function entryOf({ client, scene }: Doing): Omit<JournalEntry, 'clientId'> {
  return {
    softwareId: client.product.softwareId,
    client: client.name,
    case: scene.address,
    flow: scene.flow,
    registrationEndpoint: scene.world.facts.endpoints.registration,
  };
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

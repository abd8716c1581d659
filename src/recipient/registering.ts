import { Unproven } from '../nouns/errors.js';
import type { Exchange } from '../nouns/exchange.js';
import type { JsonObject } from '../nouns/json.js';
import { sendBuilt, type Doing } from './action.js';
import { buildRegistration, type Built } from './build-request.js';
import { outcomeOf } from './outcome.js';
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
 * Sends a POST and notes at once what came of it, before anyone judges it.
 * @throws Unproven when the target limits the rate of requests.
 */
export async function post(
  doing: Doing,
  built: Built,
): Promise<{ readonly exchange: Exchange; readonly granted: Registration | undefined }> {
  try {
    const exchange = await sendBuilt(doing, 'register', built);
    return { exchange, granted: noteGrant(doing, exchange) };
  } catch (error) {
    // A 429 says that the request was not looked at (RFC 6585 section 4).
    if (error instanceof Unproven) doing.scene.world.journal.answered(doing.client.product.softwareId);
    throw error;
  }
}

/**
 * Notes a granted registration in the journal, also where a refusal was due. A grant is any 2xx answer that names a
 * client_id. An answer that was lost on the way, or that says 2xx and cannot be read, may have been one.
 */
function noteGrant(doing: Doing, exchange: Exchange): Registration | undefined {
  const { outcome } = exchange;
  const { client, scene } = doing;
  const body = bodyOf(exchange);
  const clientId = body['client_id'];
  const isSuccess = outcome.kind === 'answer' && outcome.status >= 200 && outcome.status <= 299;
  const isNamed = typeof clientId === 'string' && clientId !== '';
  // A handshake that was refused looks like a broken connection, but never with our own certificate.
  const isLost =
    outcome.kind === 'no-answer' &&
    (outcome.phase === 'time-out' || outcome.phase === 'exchange') &&
    doing.edits.tls?.clientCertificate === undefined;
  if (isLost) client.doubt = 'the answer to a registration was lost, so it may be registered';
  if (!isLost && (!isSuccess || isNamed)) scene.world.journal.answered(client.product.softwareId);
  if (!isSuccess || !isNamed) {
    client.ungranted = outcomeOf([exchange]);
    if (isSuccess) {
      client.doubt = `a registration was answered ${outcome.status} without a client_id, so it may be registered`;
    }
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

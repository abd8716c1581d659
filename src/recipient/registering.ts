import { Unproven } from '../nouns/errors.js';
import type { Exchange } from '../nouns/exchange.js';
import type { JsonObject } from '../nouns/json.js';
import { sendBuilt, type Doing } from './action.js';
import { buildManagement, type Built } from './build-request.js';
import { isSuccess, statusOf, type Access } from './dialect.js';
import { outcomeOf } from './outcome.js';
import { bodyOf, type JournalEntry, type Registration } from './scene.js';

/** Builds a POST to the registration endpoint, and notes in the journal that it will leave. */
export async function buildPost(doing: Doing): Promise<Built> {
  doing.scene.world.journal.asked(entryOf(doing));
  const { before: _, ...access } = await doing.scene.world.dialect.access(doing, 'register');
  return buildWritten(doing, { method: 'POST', ...access });
}

/** A registration or an update in the words of the profile's dialect. */
export async function buildWritten(
  doing: Doing,
  base: Omit<Access, 'before'> & { readonly method: 'POST' | 'PUT' },
): Promise<Built> {
  const { headers, body, made, deviations, sent } = await doing.scene.world.dialect.write(doing, base.method);
  const built = buildManagement(doing.client, doing.edits, {
    ...base,
    headers: { ...headers, ...base.headers },
    body,
  });
  return { request: built.request, made, deviations: [...deviations, ...built.deviations], sent };
}

/**
 * Sends a POST and notes at once what came of it, before anyone judges it.
 * @throws Unproven when the target limits the rate of requests, or has fallen silent.
 */
export async function post(
  doing: Doing,
  built: Built,
): Promise<{ readonly exchange: Exchange; readonly granted: Registration | undefined }> {
  try {
    const exchange = await sendBuilt(doing, 'register', built);
    return { exchange, granted: noteGrant(doing, exchange) };
  } catch (error) {
    // A 429 says that the request was not looked at (RFC 6585 section 4); one that was held back did not even leave.
    if (error instanceof Unproven) {
      doing.client.ungranted = `came to nothing: ${error.message}`;
      doing.scene.world.journal.answered(doing.client.product.softwareId);
    }
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
  const isAccepted = isSuccess(exchange);
  const isNamed = typeof clientId === 'string' && clientId !== '';
  // A handshake that was refused looks like a broken connection, but never with our own certificate.
  const isLost =
    outcome.kind === 'no-answer' &&
    (outcome.phase === 'time-out' || outcome.phase === 'exchange') &&
    doing.edits.tls?.clientCertificate === undefined;
  if (isLost) client.doubt = 'the answer to a registration was lost, so it may be registered';
  if (!isAccepted || !isNamed) {
    if (!isLost && !isAccepted) scene.world.journal.answered(client.product.softwareId);
    client.ungranted = outcomeOf([exchange]);
    if (isAccepted) {
      client.doubt = `a registration was answered ${statusOf(exchange)} without a client_id, so it may be registered`;
    }
    return undefined;
  }
  const registration: Registration = { clientId, body };
  client.registrations.push(registration);
  // In this order: whoever is killed between the two lines knows of the registration.
  journalise(doing, registration);
  scene.world.journal.answered(client.product.softwareId);
  return registration;
}

/** An answer about a registration may bring new credentials for it, which take the place of the old ones (RFC 7592 section 3). */
export function noteAnswer(doing: Doing, exchange: Exchange): void {
  if (!isSuccess(exchange)) return;
  const body = bodyOf(exchange);
  const { registrations } = doing.client;
  const index = registrations.findLastIndex(({ clientId }) => clientId === body['client_id']);
  const before = registrations[index];
  if (before === undefined) return;
  const after: Registration = { clientId: before.clientId, body: { ...before.body, ...body } };
  registrations[index] = after;
  const { keepsake } = doing.scene.world.dialect;
  if (JSON.stringify(keepsake?.(before)) !== JSON.stringify(keepsake?.(after))) journalise(doing, after);
}

function journalise(doing: Doing, registration: Registration): void {
  const { dialect, journal, vault } = doing.scene.world;
  const keepsake = dialect.keepsake?.(registration);
  journal.registered({
    clientId: registration.clientId,
    ...entryOf(doing),
    ...(keepsake === undefined ? {} : { sealed: vault.seal(JSON.stringify(keepsake)) }),
  });
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
export function registrationValues({ sent }: Built, exchange: Exchange): JsonObject {
  return { ...bodyOf(exchange), sent };
}

import { Unproven } from '../nouns/errors.js';
import type { Exchange } from '../nouns/exchange.js';
import type { Action, Doing } from './action.js';
import { outcomeOf } from './outcome.js';
import { currentRegistration, noRegistration } from './scene.js';

/** The registration's own URL: the registration endpoint, a slash, the client_id (CDS, DCR API). */
export function registrationUrl(doing: Doing): string {
  const { client, edits, scene } = doing;
  const clientId = edits.client?.id ?? currentRegistration(client)?.clientId;
  if (clientId === undefined) throw new Unproven(noRegistration(client, 'to manage'));
  return `${scene.world.facts.endpoints.registration.replace(/\/$/, '')}/${pathSegment(clientId)}`;
}

/** A client_id as the last segment of a path. Half of a surrogate pair, which UTF-8 cannot say, becomes U+FFFD. */
export function pathSegment(clientId: string): string {
  return encodeURIComponent(Buffer.from(clientId, 'utf8').toString('utf8'));
}

/** The client's token; asks for one first when it has none. Returns the exchanges that this took. */
export async function ensureToken(doing: Doing, tokenAction: Action): Promise<readonly Exchange[]> {
  if (doing.client.token !== undefined) return [];
  const deed = await tokenAction.perform({ ...doing, edits: {}, args: {}, purpose: 'given' });
  if (doing.client.token === undefined) {
    throw new Unproven(
      `no token to manage the registration with: the request for it ${outcomeOf(deed.exchanges)}`,
    );
  }
  return deed.exchanges;
}

/** Whether the step needs a token at all. */
export function wantsToken(doing: Doing): boolean {
  const { bearer } = doing.edits;
  if (bearer === 'none' || bearer === 'empty' || bearer === 'garbage') return false;
  return !(typeof bearer === 'object' && bearer !== null && 'token' in bearer);
}

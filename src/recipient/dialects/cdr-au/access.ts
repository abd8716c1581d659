import { Unproven } from '../../../nouns/errors.js';
import type { Exchange } from '../../../nouns/exchange.js';
import type { Doing } from '../../action.js';
import { sendBuilt } from '../../action.js';
import type { Access, LifeAction } from '../../dialect.js';
import { outcomeOf } from '../../outcome.js';
import { currentRegistration, noRegistration } from '../../scene.js';
import { tokenAnswer, tokenRequest } from './token.js';

/** The registration's own URL: the registration endpoint, a slash, the client_id (CDS, DCR API). */
export function registrationUrl(clientId: string, registrationEndpoint: string): string {
  return `${registrationEndpoint.replace(/\/$/, '')}/${pathSegment(clientId)}`;
}

/** A client_id as the last segment of a path. Half of a surrogate pair, which UTF-8 cannot say, becomes U+FFFD. */
function pathSegment(clientId: string): string {
  return encodeURIComponent(Buffer.from(clientId, 'utf8').toString('utf8'));
}

/** Anybody may register; a registration is managed with a certificate-bound token of scope cdr:registration. */
export async function access(doing: Doing, action: Exclude<LifeAction, 'token'>): Promise<Access> {
  const { client, edits, scene } = doing;
  const { registration } = scene.world.facts.endpoints;
  if (action === 'register') return { url: registration, token: undefined, headers: {}, before: [] };
  const before = wantsToken(doing) ? await ensureToken(doing) : [];
  const clientId = edits.client?.id ?? currentRegistration(client)?.clientId;
  if (clientId === undefined) throw new Unproven(noRegistration(client, 'to manage'));
  return { url: registrationUrl(clientId, registration), token: client.token, headers: {}, before };
}

/** The client's token; asks for one first when it has none. Returns the exchanges that this took. */
async function ensureToken(doing: Doing): Promise<readonly Exchange[]> {
  if (doing.client.token !== undefined) return [];
  const asking: Doing = { ...doing, edits: {}, args: {}, purpose: 'given' };
  const built = await tokenRequest(asking);
  const exchange = await sendBuilt(asking, 'token', built);
  tokenAnswer(asking, built, exchange);
  if (doing.client.token === undefined) {
    throw new Unproven(
      `no token to manage the registration with: the request for it ${outcomeOf([exchange])}`,
    );
  }
  return [exchange];
}

/** Whether the step needs a token at all. */
function wantsToken(doing: Doing): boolean {
  const { bearer } = doing.edits;
  if (bearer === 'none' || bearer === 'empty' || bearer === 'garbage') return false;
  return !(typeof bearer === 'object' && bearer !== null && 'token' in bearer);
}

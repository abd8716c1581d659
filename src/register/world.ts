import type { Cast } from '../cast/cast.js';
import type { Fetch } from '../nouns/exchange.js';
import type { HolderBrand } from './api/holder-brand.js';
import type { ApiUrls } from './api/issuer.js';
import type { Behaviour, DocumentName } from './behaviour.js';
import type { OtherKeys } from './misbehave.js';
import type { Lent } from './lending.js';
import type { KeySet, Product } from './product.js';
import type { RegisterKeys } from './register-keys.js';

/** A request that somebody made to our host. */
export interface HostFetch extends Fetch {
  /** Who asked; the host wants no client certificate, so the address is all that is known. */
  readonly remoteAddress: string;
  /** `x-v`: the version that was asked for. */
  readonly version?: string;
  /** `If-None-Match`: which copy the requester has. */
  readonly validator?: string;
}

/** A TLS connection that did not come about: most often the target does not trust our certificate. */
export interface FailedHandshake {
  readonly at: string;
  /** OpenSSL's code, such as `ERR_SSL_TLSV1_ALERT_UNKNOWN_CA`. */
  readonly code: string;
}

export interface Published {
  readonly product: Product;
  readonly jwks: KeySet;
}

/** A status that the Register shows; other words than its own and `null` (left out) test CDR-DCR-REQ-168. */
export type ShownStatus =
  'ACTIVE' | 'INACTIVE' | 'REMOVED' | 'SUSPENDED' | 'REVOKED' | 'SURRENDERED' | (string & {}) | null;

/** Of whom a status is told: by `software_id`, or by legal entity. */
export interface StatusChange {
  readonly of: 'software-product' | 'data-recipient' | 'data-holder';
  readonly id: string;
  readonly status: ShownStatus;
}

/** Everything that a running host remembers; made per host, changed only by its control. */
export interface World {
  readonly cast: Cast;
  readonly others: OtherKeys;
  readonly products: Map<string, Published>;
  /** Key: `documentKey`. */
  readonly behaviours: Map<string, Behaviour>;
  /** By software id, and under `register` what belongs to no product. */
  readonly fetches: Map<string, HostFetch[]>;
  readonly handshakes: FailedHandshake[];
  readonly statuses: Map<string, StatusChange>;
  registerKeys: RegisterKeys;
  /** What Get Data Holder Brands lists, in its order. */
  brands: readonly HolderBrand[];
  /** Client assertions that the token endpoint has seen, until when they could come again (seconds). */
  readonly assertions: Map<string, number>;
  /** Products of an outside Register, by who has them. */
  readonly lent: Map<string, Lent>;
  /** When the host came up, RFC 3339. */
  readonly started: string;
  /** Only while the Register is played in full. */
  api?: ApiUrls;
}

/** Under which name the Register's own fetches are kept. */
export const registerLog = 'register';

/** A hostile target cannot fill our memory: the oldest entries of a log go. */
const longestLog = 2_000;

export function newWorld(cast: Cast, started: Date): World {
  const strangers = [cast.key('stranger-ps256').publicJwk, cast.key('stranger-es256').publicJwk];
  return {
    cast,
    others: { stranger: strangers, next: [cast.key('recipient-next-ps256').publicJwk] },
    products: new Map(),
    behaviours: new Map(),
    fetches: new Map(),
    handshakes: [],
    statuses: new Map(),
    registerKeys: 'current',
    brands: [],
    lent: new Map(),
    assertions: new Map(),
    started: started.toISOString(),
  };
}

export function documentKey(softwareId: string, document: DocumentName): string {
  return `${softwareId} ${document}`;
}

/** Key of a status change in the world: the last one counts. */
export function statusKey(change: Pick<StatusChange, 'of' | 'id'>): string {
  return `${change.of} ${change.id}`;
}

export function remember(world: World, log: string, fetch: HostFetch): void {
  const list = world.fetches.get(log) ?? [];
  world.fetches.set(log, list);
  append(list, fetch);
}

/** Adds to a log that keeps the youngest entries only. */
export function append<Entry>(list: Entry[], entry: Entry): void {
  list.push(entry);
  if (list.length > longestLog) list.shift();
}

/** Forgets a product and everything that was said of it. */
export function retire(world: World, softwareId: string): void {
  const legalEntityId = world.products.get(softwareId)?.product.legalEntityId ?? '';
  world.products.delete(softwareId);
  world.fetches.delete(softwareId);
  for (const document of ['jwks', 'sector'] as const)
    world.behaviours.delete(documentKey(softwareId, document));
  world.statuses.delete(statusKey({ of: 'software-product', id: softwareId }));
  world.statuses.delete(statusKey({ of: 'data-recipient', id: legalEntityId }));
}

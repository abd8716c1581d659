import type { FindToken } from './bearer.js';
import type { Edition } from './edition.js';
import type { KeySets } from './key-sets.js';
import type { ReadJson } from './outbound.js';
import type { Rules } from './rules/types.js';
import type { Store } from './store.js';

/** What a request is handled with. `rules` is a snapshot: it does not change while one request is served. */
export type Context = {
  readonly rules: Rules;
  /** True while a fault or a variation is active. */
  readonly altered: boolean;
  readonly edition: Edition;
  readonly store: Store;
  readonly keySets: KeySets;
  readonly readJson: ReadJson;
  readonly findToken: FindToken;
  /** Whether the Register answered when its statuses were last asked for. */
  readonly registerAnswered: () => boolean;
  readonly addresses: Addresses;
  readonly register: { readonly jwksUri: string; readonly oidcJwksUri?: string };
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly randomId: () => string;
};

/** The holder's URLs as they are published. */
export type Addresses = {
  readonly issuer: string;
  /** Base URLs of the two ports, with the path prefix, without trailing slash. */
  readonly tls: string;
  readonly mtls: string;
};

/** Seconds since the epoch, fractional. */
export const nowSeconds = ({ now }: Pick<Context, 'now'>): number => now() / 1000;

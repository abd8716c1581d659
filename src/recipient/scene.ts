import type { Exchange, StepRecord } from '../nouns/exchange.js';
import type { Facts } from '../nouns/facts.js';
import { isJsonObject, type Json, type JsonObject } from '../nouns/json.js';
import type { Flow } from '../nouns/requirement.js';
import type { Cast } from '../cast/cast.js';
import type { HostControl } from '../register/control.js';
import type { Product } from '../register/product.js';
import type { Dialect } from './dialect.js';
import type { Dice } from './dice.js';
import type { BorrowedSoftware } from './software.js';
import type { Mutation } from './mutation.js';
import type { Route } from './proxy.js';
import type { RegistrationSettings } from './settings.js';
import type { ValueMaker } from './value-maker.js';
import type { Vault } from './vault.js';
import type { Wire } from './wire.js';

/** What all cases of one worker share: the target's facts, our keys, our host, the wire. */
export interface World {
  readonly facts: Facts;
  /** How the profile's requests are put. */
  readonly dialect: Dialect;
  readonly settings: RegistrationSettings;
  readonly cast: Cast;
  readonly host: HostControl;
  readonly hostUrl: string;
  readonly wire: Wire;
  /** The way to a server, for who opens a connection beside the wire. */
  readonly route: Route;
  readonly seed: string;
  readonly now: () => Date;
  readonly journal: Journal;
  readonly vault: Vault;
  readonly mutations: ReadonlyMap<string, Mutation>;
  readonly values: ReadonlyMap<string, ValueMaker>;
  /** Seconds beyond which nothing is waited for, where it is known that whoever is late will not come. */
  readonly patience?: number;
  /** Where the harness does not play the Register; else every product is a fresh one. */
  readonly software?: BorrowedSoftware;
}

/** Written before a registration is judged, so that nothing is left behind even after a crash (design law 7). */
export interface Journal {
  /** Before a request leaves: without an answer there may be a registration whose client_id nobody knows. */
  asked(entry: Omit<JournalEntry, 'clientId'>): void;
  registered(entry: JournalEntry): void;
  /** It is known what came of a request that was asked for this product. */
  answered(softwareId: string): void;
  removed(clientId: string): void;
  /** A removal was tried, and why it failed. */
  left(clientId: string, reason: string): void;
}

/** What removing a registration takes; keys come from the cast, and `sealed` holds what else is needed. */
export interface JournalEntry {
  readonly clientId: string;
  readonly softwareId: string;
  /** Name of the product in its case: says whose keys are its own. */
  readonly client: string;
  readonly case: string;
  readonly flow: Flow;
  readonly registrationEndpoint: string;
  readonly sealed?: string;
}

/** A registration that the target granted to one of our products. */
export interface Registration {
  readonly clientId: string;
  /** The answer's body. */
  readonly body: JsonObject;
}

/** One of our software products in a case, and what it has obtained so far. */
export interface Client {
  readonly name: string;
  readonly product: Product;
  readonly registrations: Registration[];
  /** What came of the last registration that granted nothing: `was answered 400 invalid_client_metadata`. */
  ungranted?: string;
  token?: string;
  /** Why it may be registered although nobody here knows a client_id. */
  doubt?: string;
  /** A step changed how our host serves its documents. */
  disguised?: boolean;
}

/** The world of one case: its products, its dice, what its steps have seen. */
export interface Scene {
  readonly world: World;
  readonly address: string;
  readonly flow: Flow;
  readonly dice: Dice;
  readonly clients: Map<string, Client>;
  readonly records: StepRecord[];
  readonly values: Map<string, JsonObject>;
  /** Literals that no report may carry: tokens and assertions that were in use. */
  readonly secrets: Set<string>;
  /** How many products the case uses; borrowed ones are taken together, so that no two cases wait for each other. */
  readonly productCount: number;
  /** Borrowed, and not yet anybody's. */
  readonly stock: Product[];
}

/** What an action hands back; `values` is what `$from` finds. */
export interface Done {
  readonly exchanges: readonly Exchange[];
  readonly values: JsonObject;
}

/** The registration of a client that later calls are about: the last one granted. */
export function currentRegistration(client: Client): Registration | undefined {
  return client.registrations.at(-1);
}

/** Why a client has no registration, for messages: `there is no registration to manage: ...`. */
export function noRegistration(client: Client, purpose: string): string {
  const { ungranted = 'was not sent' } = client;
  return `there is no registration ${purpose}: the request for it ${ungranted}`;
}

/** Body members of an answer, or nothing. */
export function bodyOf(exchange: Exchange | undefined): JsonObject {
  const json: Json | undefined = exchange?.outcome.kind === 'answer' ? exchange.outcome.json : undefined;
  return isJsonObject(json) ? json : {};
}

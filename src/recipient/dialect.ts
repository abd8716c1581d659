import type { Deviation, Exchange, MadeJwt } from '../nouns/exchange.js';
import type { Facts } from '../nouns/facts.js';
import type { JsonObject } from '../nouns/json.js';
import type { Target } from '../nouns/target.js';
import type { Doing } from './action.js';
import type { Built } from './build-request.js';
import type { Registration } from './scene.js';
import type { Wire } from './wire.js';

/** The calls of a registration's life. */
export type LifeAction = 'register' | 'token' | 'read' | 'update' | 'delete';

/** The body of a registration or of an update, and what speaks of it. */
export interface Written {
  readonly headers: JsonObject;
  readonly body: string;
  readonly made: readonly MadeJwt[];
  readonly deviations: readonly Deviation[];
  /** What `$from` finds under `sent`. */
  readonly sent: JsonObject;
}

/** Where a call goes and with which bearer token; `before` holds the requests that it took to obtain one. */
export interface Access {
  readonly url: string;
  readonly token: string | undefined;
  readonly headers: JsonObject;
  readonly before: readonly Exchange[];
}

/**
 * How the requests of one standard are put: the actions of the scenario language say what is done, the dialect says in
 * which form. A profile has one (`recipient/dialects/`).
 */
export interface Dialect {
  /** Actions that make sense, each with the stations on its road; left out: all, as their plugins say. */
  readonly actions?: Readonly<Record<string, readonly string[]>>;
  /** What `given: registered` does, in order. */
  readonly given: readonly LifeAction[];
  /** The life of the control: each call is sent when the one it comes after was accepted. */
  readonly lifeCycle: readonly { readonly action: LifeAction; readonly after?: LifeAction }[];
  /**
   * What the target publishes, and what the target file says.
   * @throws Unproven when that is too little to register.
   */
  readonly learn: (target: Target, discoveryUrl: string, wire: Wire) => Promise<Facts>;
  /** Writes the body of a registration or an update. */
  readonly write: (doing: Doing, method: 'POST' | 'PUT') => Promise<Written>;
  /** Where a registration lives; undefined where the target told no place. */
  readonly locate: (registration: Registration, facts: Facts) => string | undefined;
  /** @throws Unproven when there is nothing to manage, or no token to do it with. */
  readonly access: (doing: Doing, action: Exclude<LifeAction, 'token'>) => Promise<Access>;
  /** A request by which the registered client shows itself to the token endpoint. @throws Unproven */
  readonly tokenRequest: (doing: Doing) => Promise<Built>;
  /** What `$from` finds after the token endpoint's answer; tokens are kept with the client. */
  readonly tokenAnswer: (doing: Doing, built: Built, exchange: Exchange) => JsonObject;
  /** Whether the answer to an unbroken call is what was asked for. */
  readonly accepts: (action: LifeAction, exchange: Exchange) => boolean;
  /** What must be remembered, sealed, to manage a registration after a crash; undefined: our keys are enough. */
  readonly keepsake?: (registration: Registration) => JsonObject | undefined;
  /** By which call a clean-up learns whether the target still knows a client. */
  readonly absence: {
    readonly action: LifeAction;
    readonly shownBy: (exchange: Exchange) => boolean;
    /** What a client that is still known does, for messages. */
    readonly alive: string;
    /** The target fetches our keys from the URL that was registered: at another one the answer says nothing. */
    readonly needsSameHost: boolean;
  };
  /** What the target can do shows only in a client's life: the pre-flight lives one, also where it stops nothing. */
  readonly learnsByLiving: boolean;
  /** One product has one registration, so that registering again shows whether a lost answer was a grant. */
  readonly oneEach: boolean;
}

/** Status of an exchange; 0 without an answer. */
export function statusOf(exchange: Exchange | undefined): number {
  return exchange?.outcome.kind === 'answer' ? exchange.outcome.status : 0;
}

export function isSuccess(exchange: Exchange | undefined): boolean {
  return statusOf(exchange) >= 200 && statusOf(exchange) < 300;
}

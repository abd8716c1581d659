import type { Deviation, Exchange, Fetch } from '../nouns/exchange.js';
import type { JsonObject } from '../nouns/json.js';
import type { Manifest } from '../nouns/plugin.js';
import type { Built } from './build-request.js';
import type { StationEdits } from './edits.js';
import type { Client, Scene } from './scene.js';

/** A step about to be done: who acts, with which edits and arguments, all values resolved. */
export interface Doing {
  readonly scene: Scene;
  readonly client: Client;
  readonly edits: StationEdits;
  readonly args: JsonObject;
  /** Why requests are sent now: a step of the case, or its preparation. */
  readonly purpose: Exchange['purpose'];
}

export interface Deed {
  readonly exchanges: readonly Exchange[];
  /** What `$from` finds under the step's name. */
  readonly values: JsonObject;
  readonly deviations: readonly Deviation[];
  readonly fetches?: readonly Fetch[];
}

/** Something that a recipient does (plugin folder `recipient/actions/`). */
export interface Action extends Manifest {
  /** Stations at which this action can be edited. */
  readonly stations: readonly string[];
  /** Which action's acceptance shows that a refusal of this one counts; none for actions that are never refused. */
  readonly control?: 'register' | 'token' | 'read' | 'update' | 'delete';
  /** One clause for `explain`: `POST the registration request`. */
  readonly prose: string;
  readonly perform: (doing: Doing) => Promise<Deed>;
}

/** Identity with a type: `export default defineAction({...})`. */
export function defineAction(action: Action): Action {
  return action;
}

/** Sends a built request and records the exchange. */
export async function sendBuilt(
  doing: Doing,
  action: string,
  built: Pick<Built, 'request' | 'made'>,
): Promise<Exchange> {
  const { request } = built;
  const sent = await doing.scene.world.wire.send(request);
  return {
    purpose: doing.purpose,
    action,
    request: {
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: request.body,
      clientCertificate: request.tls.certificate,
    },
    made: built.made,
    outcome: sent.outcome,
    ...(sent.deferred === undefined ? {} : { deferred: sent.deferred }),
    started: sent.started,
    durationMs: sent.durationMs,
  };
}

import type { Cast } from '../cast/cast.js';
import type { Facts } from '../nouns/facts.js';
import type { Target } from '../nouns/target.js';
import { withBreaker } from '../recipient/breaker.js';
import { dialectOf } from '../recipient/dialects/index.js';
import { routeFrom } from '../recipient/proxy.js';
import { openVault } from '../recipient/vault.js';
import type { Journal, World } from '../recipient/scene.js';
import type { BorrowedSoftware } from '../recipient/software.js';
import type { Wire } from '../recipient/wire.js';
import type { HostControl } from '../register/control.js';
import type { Ground } from './ground.js';
import { registrationSettings } from './identity.js';
import type { Plugins } from './plugins.js';

/** What a world is made of, wherever it is made: in a worker, by the doctor, for a clean-up. */
export interface WorldParts {
  readonly target: Target;
  readonly cast: Cast;
  readonly host: HostControl;
  readonly hostUrl: string;
  readonly wire: Wire;
  readonly facts: Facts;
  readonly seed: string;
  readonly journal: Journal;
  readonly plugins: Pick<Plugins, 'mutations' | 'values'>;
  /** Of an outside Register. */
  readonly software?: BorrowedSoftware | undefined;
}

/** The world of whoever stands on a ground: a sweep, a clean-up, the doctor. */
export function worldOn(
  ground: Ground,
  own: Pick<WorldParts, 'facts' | 'seed' | 'journal' | 'plugins'>,
): World {
  const { target, cast, control, host, wire, outside } = ground;
  return openWorld({
    ...{ target, cast, wire, host: control, hostUrl: host.url, software: outside?.software },
    ...own,
  });
}

/** The world in which cases act. */
export function openWorld({ plugins, target, software, ...parts }: WorldParts): World {
  return {
    ...parts,
    wire: withBreaker(parts.wire, parts.facts),
    ...(software === undefined ? {} : { software }),
    dialect: dialectOf(target.profile),
    settings: registrationSettings(target, process.env),
    route: routeFrom(process.env),
    vault: openVault(parts.cast),
    now: () => new Date(),
    mutations: plugins.mutations,
    values: plugins.values,
  };
}

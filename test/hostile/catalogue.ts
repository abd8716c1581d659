import { places, type Behaviour, type Behaviours, type Due, type Place } from './behaviour.js';
import { bodies } from './bodies.js';
import { connections } from './connections.js';
import { framing } from './framing.js';
import { handshakes } from './handshakes.js';
import { redirects } from './redirects.js';

export const behaviours: Behaviours = { ...connections, ...framing, ...bodies, ...redirects, ...handshakes };

/** A behaviour at a place: one line of the table. */
export interface Trial {
  readonly name: string;
  readonly place: Place;
  readonly behaviour: Behaviour;
  readonly due: Due;
}

export function trials(): readonly Trial[] {
  return Object.entries(behaviours).flatMap(([name, behaviour]) =>
    (behaviour.places ?? places).map((place) => ({
      name,
      place,
      behaviour,
      due: typeof behaviour.due === 'function' ? behaviour.due(place) : behaviour.due,
    })),
  );
}

import type { JsonObject } from './json.js';

/** A registered client. `key` is its software product in the form under which duplicates are found. */
export type Registration = {
  readonly clientId: string;
  readonly key: string;
  readonly document: JsonObject;
  /** Milliseconds since the epoch. */
  readonly usableFrom: number;
};

/** All that the holder remembers; lives in memory and ends with the process. */
export type Store = {
  readonly byClientId: (clientId: string) => Registration | undefined;
  readonly bySoftware: (key: string) => Registration | undefined;
  readonly all: () => readonly Registration[];
  readonly put: (registration: Registration) => void;
  readonly remove: (clientId: string) => void;
  /** Products that a fault locks out. */
  readonly lock: (key: string) => void;
  readonly locked: (key: string) => boolean;
  /** Whether `jti` was used before and has not expired; `now` and `until` in seconds. */
  readonly jtiUsed: (party: string, jti: string, now: number) => boolean;
  readonly rememberJti: (party: string, jti: string, until: number) => void;
  readonly clear: () => void;
};

export const createStore = (): Store => {
  const registrations = new Map<string, Registration>();
  const clientOfKey = new Map<string, string>();
  const locks = new Set<string>();
  const jtis = new Map<string, number>();
  const jtiKey = (party: string, jti: string): string => JSON.stringify([party, jti]);

  return {
    byClientId: (clientId) => registrations.get(clientId),
    bySoftware: (key) => registrations.get(clientOfKey.get(key) ?? ''),
    all: () => [...registrations.values()],
    put: (registration) => {
      registrations.set(registration.clientId, registration);
      clientOfKey.set(registration.key, registration.clientId);
    },
    remove: (clientId) => void registrations.delete(clientId),
    lock: (key) => void locks.add(key),
    locked: (key) => locks.has(key),
    jtiUsed: (party, jti, now) => (jtis.get(jtiKey(party, jti)) ?? -Infinity) > now,
    rememberJti: (party, jti, until) => void jtis.set(jtiKey(party, jti), until),
    clear: () => {
      registrations.clear();
      clientOfKey.clear();
      locks.clear();
      jtis.clear();
    },
  };
};

import { isObject } from './json.js';
import type { OutboundRules, ReadJson } from './outbound.js';
import { OutboundError } from './outbound.js';
import type { Jwk } from './signature.js';

export type KeySetRules = {
  readonly outbound: OutboundRules;
  /** How long a copy may be used, in seconds. 0 reads the set for every request. */
  readonly cacheSeconds: number;
  /** Whether a kid that the copy lacks makes the holder read the set again (CDR-DCR-REQ-056, 134). */
  readonly reloadOnUnknownKid: boolean;
};

export type KeySets = {
  /** The keys at `url`, fresh enough to hold `kid`. Throws OutboundError. */
  readonly read: (url: string, kid: unknown, rules: KeySetRules) => Promise<readonly Jwk[]>;
  readonly clear: () => void;
};

type Copy = { readonly keys: readonly Jwk[]; readonly readAt: number };

/** Reads and remembers key sets. `now` gives milliseconds. */
export const createKeySets = (readJson: ReadJson, now: () => number): KeySets => {
  const copies = new Map<string, Copy>();

  const load = async (url: string, rules: KeySetRules): Promise<readonly Jwk[]> => {
    const keys = keysOf(await readJson(url, rules.outbound));
    copies.set(url, { keys, readAt: now() });
    return keys;
  };

  return {
    read: async (url, kid, rules) => {
      const copy = copies.get(url);
      if (copy === undefined || now() - copy.readAt >= rules.cacheSeconds * 1000) return load(url, rules);
      const known = typeof kid !== 'string' || copy.keys.some((jwk) => jwk.kid === kid);
      return known || !rules.reloadOnUnknownKid ? copy.keys : load(url, rules);
    },
    clear: () => {
      copies.clear();
    },
  };
};

/** The members of a JWK Set (RFC 7517 section 5); entries that are no object are skipped. */
export const keysOf = (document: unknown): readonly Jwk[] => {
  const keys: unknown = isObject(document) ? document.keys : undefined;
  if (!Array.isArray(keys)) throw new OutboundError('the document is not a JWK Set');
  if (keys.length === 0) throw new OutboundError('the JWK Set is empty');
  return keys.filter(isObject);
};

import type { Cast, SigningKeyName } from '../cast/cast.js';
import type { JsonObject } from '../nouns/json.js';
import type { JsonSchema } from '../nouns/plugin.js';

/**
 * Which keys the Register publishes for SSAs. Every product of a host sees the same set, so whoever sets one that
 * leaves out the current key (`rotated`, `unknown-kid`) must run alone. `added` and the twins disturb nobody;
 * `duplicate-kid` disturbs a holder that tries only the first key of a kid.
 */
export type RegisterKeys =
  | 'current'
  /** The next key has joined. */
  | 'added'
  /** Only the next key is left. */
  | 'rotated'
  /** The current key under another kid. */
  | 'unknown-kid'
  /** A key that verifies nothing stands before the current one under the same kid (CDR-DCR-REQ-057). */
  | 'duplicate-kid'
  /**
   * The next key has joined under a kid that it shares with a key which verifies nothing and comes before it
   * (CDR-DCR-REQ-057): its own kid, a hyphen and this word, so that nobody can know it from another set.
   */
  | 'twin-first'
  /** The same, the key that verifies nothing coming last. */
  | 'twin-last';

export const registerKeysSchema: JsonSchema = {
  enum: [
    'current',
    'added',
    'rotated',
    'unknown-kid',
    'duplicate-kid',
    'twin-first',
    'twin-last',
  ] satisfies readonly RegisterKeys[],
};

/**
 * The Register's SSA key set. The ES256 key is always in it, so that an SSA signed with it is refused for its algorithm
 * (CDR-DCR-REQ-055) and not for want of a key.
 */
export function registerKeySet(cast: Cast, shown: RegisterKeys): readonly JsonObject[] {
  const key = (name: SigningKeyName): JsonObject => ({ ...cast.key(name).publicJwk, key_ops: ['verify'] });
  const current = key('register-ps256');
  const next = key('register-next-ps256');
  const elliptic = key('register-es256');
  switch (shown) {
    case 'current':
      return [current, elliptic];
    case 'added':
      return [current, next, elliptic];
    case 'rotated':
      return [next, elliptic];
    case 'unknown-kid':
      return [{ ...current, kid: next['kid'] ?? null }, elliptic];
    case 'duplicate-kid':
      return [{ ...next, kid: current['kid'] ?? null }, current, elliptic];
    case 'twin-first':
    case 'twin-last': {
      const kid = `${cast.key('register-next-ps256').kid}-${shown}`;
      const [right, wrong] = [
        { ...next, kid },
        { ...key('stranger-ps256'), kid },
      ];
      return [current, ...(shown === 'twin-first' ? [wrong, right] : [right, wrong]), elliptic];
    }
  }
}

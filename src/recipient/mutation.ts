import type { Json } from '../nouns/json.js';
import type { Manifest } from '../nouns/plugin.js';
import type { SignerKey } from './forge.js';

/** The texts that are about to be signed. */
export interface Unsigned {
  readonly header: string;
  readonly payload: string;
}

/** The texts, the algorithm that the header names, and the keys of whoever signs. */
export interface Signing extends Unsigned {
  readonly alg: string;
  readonly keyFor: (alg: string) => SignerKey | undefined;
}

/** The three base64url parts of a signed compact serialisation (RFC 7515 section 3.1). */
export interface Parts {
  readonly header: string;
  readonly payload: string;
  readonly signature: string;
}

/** Damage done to a JWS: before it is signed (the signature stays good), in the signing itself, or after. */
export type Mutation = Manifest &
  (
    | { readonly phase: 'before'; readonly apply: (args: Json, texts: Unsigned) => Unsigned }
    | { readonly phase: 'sign'; readonly apply: (args: Json, signing: Signing) => Parts }
    | { readonly phase: 'after'; readonly apply: (args: Json, parts: Parts) => string }
  );

/** Identity with a type: `export default defineMutation({...})`. */
export function defineMutation(mutation: Mutation): Mutation {
  return mutation;
}

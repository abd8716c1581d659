import type { Json } from '../nouns/json.js';
import type { Manifest } from '../nouns/plugin.js';

/** The texts that are about to be signed. */
export interface Unsigned {
  readonly header: string;
  readonly payload: string;
}

/** The three base64url parts of a signed compact serialisation (RFC 7515 section 3.1). */
export interface Parts {
  readonly header: string;
  readonly payload: string;
  readonly signature: string;
}

/** Damage done to a JWS: before it is signed (the signature stays good) or after. */
export type Mutation = Manifest &
  (
    | { readonly phase: 'before'; readonly apply: (args: Json, texts: Unsigned) => Unsigned }
    | { readonly phase: 'after'; readonly apply: (args: Json, parts: Parts) => string }
  );

/** Identity with a type: `export default defineMutation({...})`. */
export function defineMutation(mutation: Mutation): Mutation {
  return mutation;
}

import type { Deviation } from '../nouns/exchange.js';
import type { Json, JsonObject } from '../nouns/json.js';

/** Edits to a JSON object: members to set, members to take away. */
export interface MemberEdits {
  readonly set?: JsonObject;
  readonly remove?: readonly string[];
}

/** Edits to the payload of a JWT; `put` replaces it whole (text is sent as it stands). */
export interface ClaimEdits extends MemberEdits {
  readonly put?: Json;
}

/** A mutation of the serialised form: its name, or a map of the name to its argument. */
export type Tamper = string | JsonObject;

/** Edits to a JWS: header members, who signs, and mutations of its text. */
export interface JwsEdits {
  readonly alg?: string;
  readonly kid?: Json;
  readonly typ?: Json;
  readonly header?: MemberEdits;
  readonly signedBy?: string;
  readonly tamper?: Tamper;
}

export interface JwtEdits {
  readonly claims?: ClaimEdits;
  readonly jws?: JwsEdits;
}

export interface HttpEdits {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: MemberEdits;
  readonly body?: string;
  /** The body travels compressed, under `Content-Encoding: gzip`. */
  readonly gzip?: boolean;
}

export interface TlsEdits {
  readonly clientCertificate?: string;
}

/** How a client shows itself to the token endpoint, when not as it was registered. */
export interface AuthenticationEdits {
  readonly method?: string;
  readonly secret?: string;
}

/** All stations of a request's road, every value maker resolved. */
export interface StationEdits {
  readonly product?: JsonObject;
  readonly host?: JsonObject;
  /** Which keys the Register shows: for all products at once, so such a case runs alone. */
  readonly register?: { readonly keys?: string };
  readonly ssa?: JwtEdits;
  readonly claims?: ClaimEdits;
  /** Members of a registration whose body is plain JSON (RFC 7591 section 3.1). */
  readonly metadata?: ClaimEdits;
  readonly jws?: JwsEdits;
  readonly assertion?: JwtEdits;
  readonly form?: MemberEdits;
  readonly authentication?: AuthenticationEdits;
  readonly client?: { readonly id?: string };
  readonly bearer?: Json;
  readonly http?: HttpEdits;
  readonly tls?: TlsEdits;
}

/** Applies member edits; what is set keeps the place of the member that it replaces. */
export function editMembers(valid: JsonObject, edits: MemberEdits | undefined): JsonObject {
  const result: Record<string, Json> = { ...valid, ...edits?.set };
  for (const name of edits?.remove ?? []) Reflect.deleteProperty(result, name);
  return result;
}

/** What member edits changed, for the diff from the valid request. */
export function deviationsOf(
  station: string,
  valid: JsonObject,
  edits: MemberEdits | undefined,
): readonly Deviation[] {
  const set = Object.entries(edits?.set ?? {}).map(([name, sent]) => ({
    where: `${station}.${name}`,
    valid: valid[name],
    sent,
  }));
  const removed = (edits?.remove ?? []).map((name) => ({
    where: `${station}.${name}`,
    valid: valid[name],
    sent: undefined,
  }));
  return [...set, ...removed];
}

/** The part of the deviations that changed nothing: such an edit would prove nothing. */
export function idleDeviations(deviations: readonly Deviation[]): readonly Deviation[] {
  return deviations.filter((deviation) => JSON.stringify(deviation.valid) === JSON.stringify(deviation.sent));
}

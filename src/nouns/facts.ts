import type { JsonObject } from './json.js';

/** Whether the target can do something, and how we know. */
export interface Capability {
  readonly has: boolean;
  readonly because: string;
  /** Only presumed: the unbroken request of this action shows it, by 405 or 501, to be absent. */
  readonly unless?: 'delete';
}

/** What the pre-flight learnt of the target before the first case ran. */
export interface Facts {
  readonly discoveryUrl: string;
  readonly issuer: string;
  readonly discovery: JsonObject;
  /** Where calls go; `mtls_endpoint_aliases` are preferred (RFC 8705 section 5). */
  readonly endpoints: { readonly registration: string; readonly token: string; readonly jwks: string };
  readonly capabilities: Readonly<Record<string, Capability>>;
  /** The target's certificates were not verified (`insecure` in the target file): nothing shown here binds. */
  readonly insecure?: true;
  /** Calls go over plain HTTP (loopback only): nothing is shown about transport. */
  readonly clearText?: true;
  /** How the target was found, and what was guessed of it: one sentence each. */
  readonly notes?: readonly string[];
}

/** Strings of a list-valued discovery member; empty when it is absent or malformed. */
export function advertised(facts: Pick<Facts, 'discovery'>, member: string): readonly string[] {
  const value = facts.discovery[member];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

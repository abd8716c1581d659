import type { Target } from '../nouns/target.js';

/** What the target file says of registering, its secrets read: never part of a plan, a record or a report. */
export interface RegistrationSettings extends Omit<
  Target['registration'],
  'initialAccessToken' | 'softwareStatement'
> {
  /** Bearer token without which nobody may register (RFC 7591 section 3). */
  readonly initialAccessToken?: string;
  readonly softwareStatement?: StatementSettings;
}

/** A statement that somebody has given us, or the key of an issuer whom the target trusts. */
export type StatementSettings =
  | { readonly kind: 'fixed'; readonly jwt: string; readonly always: boolean }
  | { readonly kind: 'issued'; readonly issuer: string; readonly always: boolean };

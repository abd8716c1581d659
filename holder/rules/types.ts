/**
 * The rules of a Data Holder, one member each. The strict holder obeys all of them; a fault or a variation is a
 * function from rules to rules that changes one.
 */
import type { Edition } from '../edition.js';
import type { JsonObject, JsonValue } from '../json.js';
import type { DiscoveryRules } from './discovery.js';
import type { EnvelopeRules } from './envelope.js';
import type { ManagementRules } from './management.js';
import type { MetadataRules } from './metadata.js';
import type { RecipientKeyRules } from './recipient-keys.js';
import type { RegisterStatusRules } from './register-status.js';
import type { ResponseRules } from './response.js';
import type { StatementRules } from './statement.js';
import type { StoreRules } from './store.js';
import type { TokenRules } from './token.js';
import type { TransportRules } from './transport.js';

/** A member of a JWT or of metadata; undefined if absent. */
export type Value = JsonValue | undefined;

/** Times are in seconds since the epoch. */
export type ClaimContext = {
  readonly claims: JsonObject;
  readonly now: number;
  readonly issuer: string;
  /** software_id of the SSA (request) or the client_id (assertion). */
  readonly party: string;
  /** Audiences that name this holder: the issuer, for an assertion also the endpoints. */
  readonly audiences: readonly string[];
  /** Whether this jti of this party was used before and has not expired. */
  readonly used: (jti: string) => boolean;
};

/** Throws Refusal if the claim is not as it has to be. */
export type ClaimRule = (value: Value, context: ClaimContext) => void;

export type FieldContext = {
  readonly name: string;
  readonly request: JsonObject;
  readonly statement: JsonObject;
  readonly edition: Edition;
  readonly algs: readonly string[];
  /** What was decided so far; response_types comes first. */
  readonly registered: JsonObject;
};

/** The value to register, undefined for none; throws Refusal. */
export type FieldRule = (value: Value, context: FieldContext) => Value;

export type Operation = 'create' | 'read' | 'update' | 'delete';
export type Resource = 'collection' | 'registration';

/** What a bearer token stands for. Times in seconds. */
export type TokenGrant = {
  readonly clientId: string;
  readonly scope: string;
  readonly thumbprint: string | undefined;
  readonly expiresAt: number;
};

export type Rules = TransportRules &
  DiscoveryRules &
  EnvelopeRules &
  StatementRules &
  RecipientKeyRules &
  MetadataRules &
  StoreRules &
  ResponseRules &
  TokenRules &
  ManagementRules &
  RegisterStatusRules;

/** A way for the holder to break the standard. `breaks`: numbers of the requirements, e.g. '118'. */
export type Fault = {
  readonly description: string;
  readonly breaks: readonly string[];
  /** It shows wherever the holder answers: the proof measures it with every case, not with a sample. */
  readonly everywhere?: true;
  /** Cases disturb each other under it, so they have to run one after the other to say the same each time. */
  readonly alone?: true;
  readonly rules: (rules: Rules) => Rules;
};

/** Other behaviour that the standard allows. `allowedBy`: the requirement or ambiguity that allows it. */
export type Variation = {
  readonly description: string;
  readonly allowedBy: string;
  readonly rules: (rules: Rules) => Rules;
};

/** A holder about which, by and large, nothing can be shown: what a tester has to say of it in one sentence. */
export type Hopeless = Omit<Fault, 'breaks'>;

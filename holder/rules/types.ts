/**
 * The rules of a Data Holder, one member each. The strict holder obeys all of them; a fault or a variation is a
 * function from rules to rules that changes one.
 */
import type { X509Certificate } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Ask, Reply } from '../exchange.js';
import type { Edition } from '../edition.js';
import type { JsonObject, JsonValue } from '../json.js';
import type { JwsRules, ParsedJws } from '../jws.js';
import type { KeySetRules } from '../key-sets.js';
import type { OutboundRules } from '../outbound.js';
import type { Refusal } from '../refusal.js';
import type { Jwk } from '../signature.js';

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

export type TransportRules = {
  readonly minTlsVersion: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
  readonly maxTlsVersion: 'TLSv1.2' | 'TLSv1.3';
  /** OpenSSL cipher list for TLS 1.2 and below. */
  readonly ciphers: string;
  readonly dhe: boolean;
  /** Whether the port for discovery asks for a client certificate. */
  readonly plainAsks: 'no' | 'optional' | 'required';
  /** Where a bad client certificate is turned away: in the handshake, or with 403 (then tolerates decides). */
  readonly certificateRefusal: 'handshake' | 'http';
  readonly noCertificateTolerated: boolean;
  /** Whether an OpenSSL verification error of a client certificate is overlooked; strict: not there, TLS decides. */
  readonly certificateTolerated?: (error: string, certificate: X509Certificate) => boolean;
  readonly serverCertificate: 'configured' | 'self-signed';
  /** The thumbprint that counts as the caller's certificate (CDR-DCR-REQ-198). */
  readonly presented: (headers: IncomingHttpHeaders, thumbprint: string | undefined) => string | undefined;
  /** Milliseconds to wait before an answer. */
  readonly delay: (ask: Ask) => number;
};

export type DiscoveryRules = {
  readonly pathPrefix: string;
  readonly aliases: boolean;
  readonly algs: readonly string[];
  readonly scopes: readonly string[];
  /** The issuer, from the base URL of the TLS port. */
  readonly issuer: (base: string) => string;
  readonly metadata: (document: JsonObject) => JsonObject;
  /** The key set as published; `own` is the holder's private signing key. */
  readonly publishedKeys: (keys: readonly Jwk[], own: Jwk) => readonly Jwk[];
  readonly plainReply: (reply: Reply, ask: Ask) => Reply;
};

export type EnvelopeRules = {
  /** What a method does to a resource; undefined is 405 (CDR-DCR-REQ-028, 154). */
  readonly operation: (method: string, resource: Resource) => Operation | undefined;
  readonly methodNotAllowed: (ask: Ask, allowed: readonly string[]) => Reply;
  /** Throws Refusal if the request head forbids processing. */
  readonly head: (headers: IncomingHttpHeaders, operation: Operation) => void;
  readonly mediaType: (headers: IncomingHttpHeaders) => void;
  readonly bodyLimit: number;
  /** The compact JWS in the body; throws Refusal. */
  readonly requestToken: (body: Buffer, headers: IncomingHttpHeaders) => string;
  readonly requestJws: JwsRules;
  readonly requestClaims: Readonly<Record<string, ClaimRule>>;
  readonly jtiRemembered: boolean;
  /** Where a claim named `name` stands in the request. */
  readonly claim: (request: JsonObject, name: string) => Value;
  /** Throws Refusal if the request as a whole is not acceptable. */
  readonly wholeRequest: (request: JsonObject, statement: JsonObject) => void;
};

export type StatementRules = {
  /** The SSA string in the request; throws Refusal. Undefined only if a fault lets a request without SSA in. */
  readonly statementToken: (request: JsonObject) => string | undefined;
  readonly statementJws: JwsRules;
  readonly statementClaims: Readonly<Record<string, ClaimRule>>;
  /** Throws Refusal if the claims that a registration is made of are missing or malformed. */
  readonly statementShape: (claims: JsonObject) => void;
  /** Further keys that verify SSAs; strict: none. */
  readonly extraStatementKeys: (context: ExtraKeys) => Promise<readonly Jwk[]>;
  readonly registerKeys: KeySetRules;
  /** Throws SyntaxError unless one of the keys verifies the SSA. */
  readonly statementVerified: (jws: ParsedJws, keys: readonly Jwk[], rules: JwsRules) => void;
};

export type ExtraKeys = {
  readonly statement: ParsedJws;
  readonly headers: IncomingHttpHeaders;
  readonly read: (url: string) => Promise<readonly Jwk[]>;
  readonly registerOidcJwksUri: string | undefined;
};

export type RecipientKeyRules = {
  readonly recipientKeys: KeySetRules;
  readonly recipientKeysUri: (statement: JsonObject, request: JsonObject) => string;
  /** Keys given in the request itself; strict: none (CDR-DCR-REQ-092). */
  readonly inlineKeys: (request: JsonObject) => readonly Jwk[];
  /** Turns a key set that could not be read into a refusal, or into `unverified`. */
  readonly keysUnreadable: (reason: string) => 'unverified';
  /** Throws SyntaxError unless one of the keys verifies the request. */
  readonly requestVerified: (jws: ParsedJws, keys: readonly Jwk[], rules: JwsRules) => void;
  /** Addresses of the request that are visited; strict: none (CDR-DCR-REQ-195). */
  readonly visited: (request: JsonObject) => readonly string[];
  readonly sectorOutbound: OutboundRules;
  /** Checks the sector document; `read` fetches it. Throws Refusal. */
  readonly sector: (
    statement: JsonObject,
    redirectUris: readonly string[],
    read: (url: string) => Promise<unknown>,
  ) => Promise<void>;
};

export type MetadataRules = {
  readonly fields: Readonly<Record<string, FieldRule>>;
  /** SSA claims that become members of the registration. */
  readonly echoed: readonly string[];
  readonly scope: (statementScope: Value, supported: readonly string[]) => string;
  /** Members taken from the request beyond the fields; strict: none (CDR-DCR-REQ-051, 094). */
  readonly extra: (request: JsonObject, statement: JsonObject) => JsonObject;
  /** Throws Refusal if the members do not agree with one another. */
  readonly consistent: (registered: JsonObject) => void;
};

export type StoreRules = {
  readonly clientId: (statement: JsonObject, request: JsonObject, random: () => string) => string;
  readonly duplicateAllowed: boolean;
  /** When the duplicate check is made: with the insertion, in one turn, or already when the request arrives. */
  readonly duplicateChecked: 'at-commit' | 'on-arrival';
  readonly duplicateKey: (statement: JsonObject) => string;
  readonly duplicateOverwrites: boolean;
  readonly refusedProductLocked: boolean;
  readonly deletedProductLocked: boolean;
  /** Milliseconds until a new client can authenticate. */
  readonly usableAfterMs: number;
};

export type ResponseRules = {
  readonly createdStatus: number;
  readonly updatedStatus: number;
  readonly represent: (document: JsonObject, operation: Operation, request?: JsonObject) => JsonObject;
  readonly registrationReply: (reply: Reply, request: JsonObject | undefined) => Reply;
  readonly refusalCode: (refusal: Refusal) => string;
  readonly refusalReply: (reply: Reply, refusal: Refusal, ask: Ask) => Reply;
};

export type TokenRules = {
  readonly tokenMethods: readonly string[];
  readonly tokenMediaType: (headers: IncomingHttpHeaders) => void;
  /** The parameters; throws Refusal for a repeated one. */
  readonly tokenParameters: (body: string, ask: Ask) => ReadonlyMap<string, string>;
  readonly grantType: (value: string | undefined) => string;
  readonly assertionType: (value: string | undefined) => void;
  readonly assertionJws: JwsRules;
  /** Whether the alg of the assertion has to be the registered one. */
  readonly assertionAlg: (alg: Value, registered: Value) => void;
  readonly assertionClaims: Readonly<Record<string, ClaimRule>>;
  readonly assertionKeys: KeySetRules;
  readonly assertionJtiRemembered: boolean;
  readonly assertionVerified: (jws: ParsedJws, keys: readonly Jwk[], rules: JwsRules) => Jwk | undefined;
  /** Which client an assertion speaks for; strict: its sub. `ofSoftware` finds the client of a product. */
  readonly assertionClient: (
    claims: JsonObject,
    ofSoftware: (softwareId: string) => string | undefined,
  ) => Value;
  /** client_id of the request against the authenticated one. */
  readonly clientIdAgrees: (given: string | undefined, authenticated: string) => void;
  /** A client_id authenticated without assertion; strict: refuses (CDR-DCR-REQ-137). */
  readonly otherAuthentication: (ask: Ask, parameters: ReadonlyMap<string, string>) => string;
  readonly otherCredentials: (ask: Ask, parameters: ReadonlyMap<string, string>) => void;
  /** The scope to grant for client_credentials; throws Refusal invalid_scope. */
  readonly tokenScope: (requested: string | undefined) => string;
  readonly tokenSeconds: number;
  readonly tokenBound: boolean;
  readonly tokenFormat: 'opaque' | 'jwt';
  readonly tokenAnswer: (body: JsonObject) => JsonObject;
  readonly tokenReply: (reply: Reply) => Reply;
};

/** What a bearer token stands for. Times in seconds. */
export type TokenGrant = {
  readonly clientId: string;
  readonly scope: string;
  readonly thumbprint: string | undefined;
  readonly expiresAt: number;
};

export type ManagementRules = {
  /** The bearer token of the request, and nothing but; throws Refusal. */
  readonly bearer: (ask: Ask) => string | undefined;
  /** What stands in for a token that is missing or unknown; strict: refuses with 401. */
  readonly unknownToken: (token: string | undefined, clientId: string, thumbprint?: string) => TokenGrant;
  readonly tokenUnexpired: (grant: TokenGrant, now: number) => void;
  readonly tokenOfCertificate: (
    grant: TokenGrant,
    thumbprint: string | undefined,
    operation: Operation,
  ) => void;
  readonly scopeSufficient: (grant: TokenGrant) => void;
  /** Throws unless the token's client is the one in the path, which exists. */
  readonly ownRegistration: (
    grant: TokenGrant,
    clientId: string,
    exists: boolean,
    operation: Operation,
  ) => void;
  /** The rules under which an update is checked; strict: those of creation (CDR-DCR-REQ-148). */
  readonly updateRules: (rules: Rules) => Rules;
  readonly sameProduct: (before: JsonObject, statement: JsonObject) => void;
  readonly sameClient: (request: JsonObject, clientId: string) => void;
  /** The document to store, and to answer with, after an update. */
  readonly updated: (before: JsonObject, after: JsonObject) => { stored: JsonObject; answered: JsonObject };
  /** False: the answer claims a deletion that did not happen. */
  readonly deletes: boolean;
  readonly deletedReply: Reply;
  readonly tokensEndWithClient: boolean;
};

/** What a poll of the Register's status lists has told. */
export type RegisterStatusRules = {
  readonly statusPollSeconds: number;
  readonly statusHeaders: (etag: string | undefined) => Readonly<Record<string, string>>;
  readonly statusOutbound: OutboundRules;
  /** Whether a product or recipient of that status loses its registration; undefined: not in the list. */
  readonly statusEnds: (status: string | undefined) => boolean;
  /** Throws Refusal if a client is not served in view of the last poll. */
  readonly served: (registerAnswered: boolean) => void;
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
  readonly rules: (rules: Rules) => Rules;
};

/** Other behaviour that the standard allows. `allowedBy`: the requirement or ambiguity that allows it. */
export type Variation = {
  readonly description: string;
  readonly allowedBy: string;
  readonly rules: (rules: Rules) => Rules;
};

import type { IncomingHttpHeaders } from 'node:http';
import type { Ask, Reply } from '../exchange.js';
import type { JsonObject } from '../json.js';
import { type JwsRules, type ParsedJws, strictJws, verifyJws } from '../jws.js';
import type { KeySetRules } from '../key-sets.js';
import { strictOutbound } from '../outbound.js';
import { refuseClient, refuseGrant } from '../refusal.js';
import type { Jwk } from '../signature.js';
import { jwtBearer, registrationScope, signingAlgs } from '../vocabulary.js';
import { addressed, begun, isText, issued, ofParty, unexpired, unused } from './claims.js';
import type { ClaimRule, Value } from './types.js';

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

/** Reads a form; a repeated parameter is refused (RFC 6749 section 3.2), an empty one counts as absent. */
export const formParameters = (body: string): ReadonlyMap<string, string> => {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body)) {
    if (parameters.has(name)) return refuseGrant('invalid_request', 'a parameter is repeated');
    if (value !== '') parameters.set(name, value);
  }
  return parameters;
};

/** private_key_jwt over mutual TLS gives a certificate-bound token (CDR-DCR-REQ-123 to 139). */
export const strictToken: TokenRules = {
  tokenMethods: ['POST'],
  tokenMediaType: (headers) => {
    const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
    if (type !== 'application/x-www-form-urlencoded') {
      refuseGrant('invalid_request', 'the body has to be application/x-www-form-urlencoded');
    }
  },
  tokenParameters: formParameters,
  grantType: (value) => {
    if (value === undefined) return refuseGrant('invalid_request', 'grant_type is missing');
    const known = ['client_credentials', 'authorization_code', 'refresh_token'].includes(value);
    return known ? value : refuseGrant('unsupported_grant_type', 'grant_type is not supported');
  },
  assertionType: (value) => {
    if (value !== jwtBearer) refuseClient('client_assertion_type is not the jwt-bearer URN');
  },
  assertionJws: strictJws(signingAlgs),
  assertionAlg: (alg, registered) => {
    if (alg !== registered) refuseClient('the assertion is not signed with the registered algorithm');
  },
  assertionClaims: {
    iss: ofParty(refuseClient, 'iss'),
    sub: ofParty(refuseClient, 'sub'),
    aud: addressed(refuseClient),
    exp: unexpired(refuseClient),
    nbf: begun(refuseClient),
    iat: issued(refuseClient, false),
    jti: unused(refuseClient),
  },
  assertionKeys: { outbound: strictOutbound, cacheSeconds: 0, reloadOnUnknownKid: true },
  assertionJtiRemembered: true,
  assertionVerified: verifyJws,
  assertionClient: ({ sub }) => sub,
  clientIdAgrees: (given, authenticated) => {
    if (given !== undefined && given !== authenticated)
      refuseClient('client_id is not the authenticated client');
  },
  otherAuthentication: () => refuseClient('client_assertion is missing'),
  otherCredentials: ({ authorization }, parameters) => {
    if (authorization.length > 0 || parameters.has('client_secret')) {
      refuseGrant('invalid_request', 'one client authentication method only');
    }
  },
  tokenScope: (requested) => {
    if (isText(requested) && requested !== registrationScope) {
      refuseGrant('invalid_scope', 'client credentials grant cdr:registration only');
    }
    return registrationScope;
  },
  tokenSeconds: 300,
  tokenBound: true,
  tokenFormat: 'opaque',
  tokenAnswer: (body) => body,
  tokenReply: (reply) => reply,
};

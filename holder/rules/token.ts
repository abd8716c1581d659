import { verifyJws, strictJws } from '../jws.js';
import { strictOutbound } from '../outbound.js';
import { refuseClient, refuseGrant } from '../refusal.js';
import { jwtBearer, registrationScope, signingAlgs } from '../vocabulary.js';
import { addressed, begun, isText, issued, ofParty, unexpired, unused } from './claims.js';
import type { TokenRules } from './types.js';

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

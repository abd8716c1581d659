import { strictJws } from '../jws.js';
import { noStore } from '../exchange.js';
import { Refusal, refuseRequest } from '../refusal.js';
import { signingAlgs } from '../vocabulary.js';
import { addressed, begun, issued, member, ofParty, unexpired, unused } from './claims.js';
import type { EnvelopeRules, Operation, Resource } from './types.js';

const operations: Readonly<Record<Resource, Readonly<Record<string, Operation>>>> = {
  collection: { POST: 'create' },
  registration: { GET: 'read', PUT: 'update', DELETE: 'delete' },
};

/** A signed JWT, posted as application/jwt (CDR-DCR-REQ-028 to 052). */
export const strictEnvelope: EnvelopeRules = {
  operation: (method, resource) => {
    const table = operations[resource];
    return Object.hasOwn(table, method) ? table[method] : undefined;
  },
  methodNotAllowed: (_ask, allowed) => ({
    status: 405,
    headers: { ...noStore, allow: allowed.join(', ') },
    body: undefined,
  }),
  head: (headers) => {
    if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') {
      throw new Refusal(415, 'invalid_client_metadata', 'a content encoding is not accepted', 'http');
    }
  },
  mediaType: (headers) => {
    const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
    if (type !== 'application/jwt') {
      throw new Refusal(415, 'invalid_client_metadata', 'the body has to be application/jwt', 'http');
    }
  },
  bodyLimit: 64 * 1024,
  requestToken: (body) => {
    const text = body.toString('latin1');
    if (!/^[A-Za-z0-9_.-]+$/u.test(text)) refuseRequest('the body is not a compact JWT');
    return text;
  },
  requestJws: strictJws(signingAlgs),
  requestClaims: {
    iss: ofParty(refuseRequest, 'iss'),
    aud: addressed(refuseRequest),
    exp: unexpired(refuseRequest),
    iat: issued(refuseRequest, true),
    nbf: begun(refuseRequest),
    jti: unused(refuseRequest),
  },
  jtiRemembered: true,
  claim: member,
  wholeRequest: () => undefined,
};

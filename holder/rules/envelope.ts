import type { IncomingHttpHeaders } from 'node:http';
import { type Ask, noStore, type Reply } from '../exchange.js';
import type { JsonObject } from '../json.js';
import { type JwsRules, strictJws } from '../jws.js';
import { Refusal, refuseRequest } from '../refusal.js';
import { signingAlgs } from '../vocabulary.js';
import { addressed, begun, issued, member, ofParty, unexpired, unused } from './claims.js';
import type { ClaimRule, Operation, Resource, Value } from './types.js';

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

import { type Ask, noStore, type Reply } from '../exchange.js';
import type { JsonObject } from '../json.js';
import { refuse, refuseBearer, refuseRequest } from '../refusal.js';
import { registrationScope } from '../vocabulary.js';
import type { Operation, Rules, TokenGrant } from './types.js';

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
  /** The client that an update is for; strict: that of the path, and no other may be named. */
  readonly updatedClient: (request: JsonObject, clientId: string) => string;
  /** The document to store, and to answer with, after an update. */
  readonly updated: (before: JsonObject, after: JsonObject) => { stored: JsonObject; answered: JsonObject };
  /** What becomes of a registration when its update is refused; strict: nothing (CDR-DCR-REQ-116). */
  readonly updateRefused: (before: JsonObject) => JsonObject;
  /** False: the answer claims a deletion that did not happen. */
  readonly deletes: boolean;
  readonly deletedReply: Reply;
  readonly tokensEndWithClient: boolean;
};

/** A certificate-bound token with cdr:registration opens the client's own registration only (CDR-DCR-REQ-140 to 163). */
export const strictManagement: ManagementRules = {
  bearer: ({ authorization }) => {
    if (authorization.length > 1)
      return refuseBearer(400, 'invalid_request', 'more than one Authorization header');
    return /^Bearer +([A-Za-z0-9._~+/-]+=*)$/iu.exec(authorization[0] ?? '')?.[1];
  },
  unknownToken: (token) =>
    token === undefined
      ? refuseBearer(401, undefined, 'a bearer token is needed')
      : refuseBearer(401, 'invalid_token', 'the token is unknown'),
  tokenUnexpired: ({ expiresAt }, now) => {
    if (expiresAt <= now) refuseBearer(401, 'invalid_token', 'the token has expired');
  },
  tokenOfCertificate: (grant, thumbprint) => {
    if (grant.thumbprint === undefined || grant.thumbprint !== thumbprint) {
      refuseBearer(401, 'invalid_token', 'the token is bound to another certificate');
    }
  },
  scopeSufficient: ({ scope }) => {
    if (!scope.split(' ').includes(registrationScope)) {
      refuseBearer(403, 'insufficient_scope', 'the token lacks cdr:registration');
    }
  },
  // A foreign client and one that does not exist are answered alike, so that ids cannot be probed (REQ-144, 159, 163).
  ownRegistration: (grant, clientId, exists) => {
    if (!exists || grant.clientId !== clientId)
      refuseBearer(401, 'invalid_token', 'the token is not of this client');
  },
  updateRules: (rules) => rules,
  sameProduct: (before, statement) => {
    if (before.software_id !== statement.software_id) {
      refuse('invalid_software_statement', 'the SSA is of another software product', 'statement');
    }
  },
  updatedClient: ({ client_id: given }, clientId) =>
    given === undefined || given === clientId
      ? clientId
      : refuseRequest('client_id is not the one of the registration'),
  updated: (_before, after) => ({ stored: after, answered: after }),
  updateRefused: (before) => before,
  deletes: true,
  deletedReply: { status: 204, headers: noStore, body: undefined },
  tokensEndWithClient: true,
};

import type { IncomingHttpHeaders } from 'node:http';
import { isObject, type JsonObject } from '../json.js';
import { type JwsRules, type ParsedJws, strictJws, verifyJws } from '../jws.js';
import type { KeySetRules } from '../key-sets.js';
import { strictOutbound } from '../outbound.js';
import { refuse, refuseStatement } from '../refusal.js';
import type { Jwk } from '../signature.js';
import { requiredSsaClaims, softwareRole } from '../vocabulary.js';
import { begun, isText, issued, unexpired } from './claims.js';
import type { ClaimRule } from './types.js';

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

/** One role, as one string; another one is not approved here (CDR-DCR-REQ-068). */
const recipientRole: ClaimRule = (role) => {
  if (role !== softwareRole) {
    refuse('unapproved_software_statement', 'software_roles is not a data recipient', 'statement');
  }
};

/** An SSA signed by the Register with PS256 and not expired (CDR-DCR-REQ-053 to 068). */
export const strictStatement: StatementRules = {
  statementToken: ({ software_statement: statement }) =>
    isText(statement) ? statement : refuseStatement('software_statement is missing or no string'),
  statementJws: strictJws(['PS256']),
  statementClaims: {
    iss: (iss) => {
      if (iss !== 'cdr-register') refuseStatement('iss of the SSA is not cdr-register');
    },
    exp: unexpired(refuseStatement),
    iat: issued(refuseStatement, true),
    nbf: begun(refuseStatement),
    // The same SSA may serve several holders and repeated attempts, so its jti is not remembered (A10).
    jti: (jti) => {
      if (!isText(jti)) refuseStatement('jti of the SSA is missing or no string');
    },
    software_roles: recipientRole,
  },
  statementShape: (claims) => {
    for (const name of requiredSsaClaims) {
      const value = claims[name];
      const uris = name === 'redirect_uris';
      const sound = uris ? Array.isArray(value) && value.length > 0 && value.every(isText) : isText(value);
      if (!sound) refuseStatement(`${name} of the SSA is missing or malformed`);
    }
    const sector = claims.sector_identifier_uri;
    if (sector !== undefined && !isText(sector))
      refuseStatement('sector_identifier_uri of the SSA is malformed');
    if (isObject(claims.software_id)) refuseStatement('software_id of the SSA is malformed');
  },
  extraStatementKeys: () => Promise.resolve([]),
  registerKeys: { outbound: strictOutbound, cacheSeconds: 0, reloadOnUnknownKid: true },
  statementVerified: (jws, keys, rules) => void verifyJws(jws, keys, rules),
};

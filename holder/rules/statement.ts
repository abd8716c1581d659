import { isObject } from '../json.js';
import { strictJws, verifyJws } from '../jws.js';
import { strictOutbound } from '../outbound.js';
import { refuse, refuseStatement } from '../refusal.js';
import { requiredSsaClaims, softwareRole } from '../vocabulary.js';
import { begun, isText, issued, unexpired } from './claims.js';
import type { ClaimRule, StatementRules } from './types.js';

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

import { decodeJwt, decodeProtectedHeader } from 'jose';

import type { Product } from '../register/product.js';
import { RegisterFault } from './register-fault.js';

/** Seconds that a statement must still be in force when it is used. */
const margin = 10;

const texts = [
  'software_id',
  'org_id',
  'org_name',
  'client_name',
  'client_description',
  'client_uri',
  'logo_uri',
  'jwks_uri',
  'revocation_uri',
  'recipient_base_uri',
  'scope',
] as const;

/** What a statement says of its product. `from`: where it comes from, for messages. @throws RegisterFault */
export function productOf(compact: string, from: string): Product {
  const claims = claimsOf(compact, from);
  const missing = texts.filter((name) => typeof claims[name] !== 'string');
  const redirects = claims['redirect_uris'];
  if (missing.length > 0 || !Array.isArray(redirects) || redirects.length === 0) {
    throw new RegisterFault({
      cause: `the SSA from ${from} is not one of the CDR Register`,
      evidence: `it lacks ${[...missing, ...(Array.isArray(redirects) && redirects.length > 0 ? [] : ['redirect_uris'])].join(', ')}`,
      cure: 'have the Register issue another one, by Get SSA version 3 or 4',
    });
  }
  const text = (name: string): string => {
    const value = claims[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    softwareId: text('software_id'),
    brandId: text('org_id'),
    brandName: text('org_name'),
    legalEntityId: text('legal_entity_id'),
    legalEntityName: text('legal_entity_name'),
    clientName: text('client_name'),
    clientDescription: text('client_description'),
    clientUri: text('client_uri'),
    redirectUris: redirects.filter((uri): uri is string => typeof uri === 'string'),
    logoUri: text('logo_uri'),
    tosUri: text('tos_uri'),
    policyUri: text('policy_uri'),
    jwksUri: text('jwks_uri'),
    revocationUri: text('revocation_uri'),
    recipientBaseUri: text('recipient_base_uri'),
    sectorIdentifierUri: text('sector_identifier_uri'),
    scope: text('scope'),
  };
}

/** @throws RegisterFault when the statement is out of force, or about to be. */
export function refuseExpired(compact: string, from: string, now: Date): void {
  const { exp } = claimsOf(compact, from);
  const seconds = Math.floor(now.getTime() / 1000);
  if (typeof exp === 'number' && exp - margin > seconds) return;
  throw new RegisterFault({
    cause: `the SSA from ${from} has expired`,
    evidence: `its exp is ${typeof exp === 'number' ? new Date(exp * 1000).toISOString() : 'missing'}; now is ${now.toISOString()}`,
    cure: 'get a fresh one (an SSA of the Register lives ten minutes), or let the harness fetch them itself: register.api',
  });
}

function claimsOf(compact: string, from: string): Readonly<Record<string, unknown>> {
  try {
    decodeProtectedHeader(compact);
    return decodeJwt(compact);
  } catch {
    throw new RegisterFault({
      cause: `${from} holds no SSA`,
      evidence: 'its text is no compact JWT (three base64url parts, joined by dots)',
      cure: 'put the body of Get SSA into it, and nothing else',
    });
  }
}

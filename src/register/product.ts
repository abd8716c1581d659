import type { JsonObject } from '../nouns/json.js';

/** A recipient's software product as the Register knows it (CDS, SSA definition). */
export interface Product {
  readonly softwareId: string;
  /** `org_id` of the SSA. */
  readonly brandId: string;
  readonly brandName: string;
  readonly legalEntityId: string;
  readonly legalEntityName: string;
  readonly clientName: string;
  readonly clientDescription: string;
  readonly clientUri: string;
  readonly redirectUris: readonly string[];
  readonly logoUri: string;
  readonly tosUri: string;
  readonly policyUri: string;
  readonly jwksUri: string;
  readonly revocationUri: string;
  readonly recipientBaseUri: string;
  readonly sectorIdentifierUri: string;
  /** Space-separated, as in the SSA. */
  readonly scope: string;
}

export interface ProductMaker {
  /** Shown as the client's name: says which case a registration at the target belongs to. */
  readonly name: string;
  /** A UUID at each call. */
  readonly random: () => string;
  /** Base URL of our host, without a slash at the end. */
  readonly hostUrl: string;
}

const bankingScopes = [
  'openid',
  'profile',
  'bank:accounts.basic:read',
  'bank:accounts.detail:read',
  'bank:transactions:read',
  'bank:payees:read',
  'bank:regular_payments:read',
  'common:customer.basic:read',
  'common:customer.detail:read',
  'cdr:registration',
] as const;

const energyScopes = [
  'energy:electricity.servicepoints.basic:read',
  'energy:electricity.servicepoints.detail:read',
  'energy:electricity.usage:read',
  'energy:electricity.der:read',
  'energy:accounts.basic:read',
  'energy:accounts.detail:read',
  'energy:accounts.concessions:read',
  'energy:accounts.paymentschedule:read',
  'energy:billing:read',
] as const;

/**
 * The scope that Get SSA puts in, by its version: v1 and v2 knew banking only, v3 and v4 name energy too
 * (CDR-DCR-REQ-067).
 */
export const ssaScopes = {
  2: bankingScopes.join(' '),
  3: [...bankingScopes, ...energyScopes].join(' '),
  4: [...bankingScopes, ...energyScopes].join(' '),
} as const;

/** A product that nobody has registered before; every URL of it lives on our host (CDR-DCR-REQ-178). */
export function makeProduct({ name, random, hostUrl }: ProductMaker): Product {
  const softwareId = random();
  const base = `${hostUrl}/products/${softwareId}`;
  return {
    softwareId,
    brandId: random(),
    brandName: 'Conformance Brand',
    legalEntityId: random(),
    legalEntityName: 'Conformance Recipient Pty Ltd',
    clientName: name,
    clientDescription: 'A software product of a conformance test',
    clientUri: `${base}/`,
    redirectUris: [`${base}/callback/one`, `${base}/callback/two`],
    logoUri: `${base}/logo`,
    tosUri: `${base}/tos`,
    policyUri: `${base}/policy`,
    jwksUri: `${base}/jwks`,
    revocationUri: `${base}/revocation`,
    recipientBaseUri: base,
    sectorIdentifierUri: `${base}/sector`,
    scope: ssaScopes[4],
  };
}

/**
 * URL on our host that no target has a reason to fetch: a forged request may name it, and the host tells who came.
 * Its `jwks` holds the stranger's keys, so whoever trusts it accepts the stranger.
 */
export function trapUri(hostUrl: string, softwareId: string, document = 'jwks'): string {
  return `${hostUrl}/trap/${softwareId}/${document}`;
}

/** A set of public keys (RFC 7517 section 5). */
export interface KeySet {
  readonly keys: readonly JsonObject[];
}

import { SignJWT } from 'jose';
import type { SigningKey } from '../cast/cast.js';
import type { JsonObject } from '../nouns/json.js';
import type { Product } from './product.js';

/** Seconds that the Register gives an SSA to live. */
export const ssaLifetime = 600;

export interface SsaOccasion {
  readonly now: Date;
  /** Hex without dashes in the Register's own SSAs. */
  readonly jti: string;
}

/** Every claim of an SSA, in the Register's order (CDS, SSA definition; the same in Get SSA v3 and v4). */
export function ssaClaims(product: Product, { now, jti }: SsaOccasion): JsonObject {
  const iat = Math.floor(now.getTime() / 1000);
  return {
    iss: 'cdr-register',
    iat,
    exp: iat + ssaLifetime,
    jti,
    legal_entity_id: product.legalEntityId,
    legal_entity_name: product.legalEntityName,
    org_id: product.brandId,
    org_name: product.brandName,
    client_name: product.clientName,
    client_description: product.clientDescription,
    client_uri: product.clientUri,
    redirect_uris: product.redirectUris,
    sector_identifier_uri: product.sectorIdentifierUri,
    logo_uri: product.logoUri,
    tos_uri: product.tosUri,
    policy_uri: product.policyUri,
    jwks_uri: product.jwksUri,
    revocation_uri: product.revocationUri,
    recipient_base_uri: product.recipientBaseUri,
    software_id: product.softwareId,
    software_roles: 'data-recipient-software-product',
    scope: product.scope,
  };
}

/** The JOSE header that the Register puts on an SSA. */
export function ssaHeader(key: Pick<SigningKey, 'alg' | 'kid'>): {
  readonly alg: string;
  readonly kid: string;
  readonly typ: 'JWT';
} {
  return { alg: key.alg, kid: key.kid, typ: 'JWT' };
}

/** Signs claims as the Register does: honest bytes under whichever key is given. */
export function mintSsa(claims: JsonObject, key: SigningKey): Promise<string> {
  return new SignJWT({ ...claims }).setProtectedHeader(ssaHeader(key)).sign(key.privateKey);
}
